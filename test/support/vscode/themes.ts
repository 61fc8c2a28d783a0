import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Build } from './builds.ts';
import type { Settings } from './server.ts';

/** The themes of the editor that tests look at, each by its file in VS Code: their ids are not the same in all versions. */
const files = { dark: 'dark_modern.json', light: 'light_modern.json', 'hc-dark': 'hc_black.json', 'hc-light': 'hc_light.json' } as const;

export type Theme = keyof typeof files;

export const themes = Object.keys(files) as Theme[];

/**
 * The user setting that chooses a theme, by the id it has in this build. VS Code takes an older id as well, but then
 * rewrites the whole settings file a moment after a window opened, over whatever was written into it meanwhile.
 */
export function themeSetting({ serverMain }: Build, theme: Theme): Settings {
  const manifest = join(dirname(serverMain), '..', 'extensions', 'theme-defaults', 'package.json');
  const { contributes } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly contributes: { readonly themes: readonly { readonly id: string; readonly path: string }[] };
  };
  const found = contributes.themes.find(({ path }) => basename(path) === files[theme]);
  if (!found) throw new Error(`This VS Code has no theme ${files[theme]}.`);
  return { 'workbench.colorTheme': found.id };
}

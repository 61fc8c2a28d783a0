import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from '../root.ts';

export type Bundle = Readonly<Record<string, string>>;

/** Where the words of the code are, in English; translations lie beside it as `bundle.l10n.<language>.json`. */
export const bundleFile = 'l10n/bundle.l10n.json';

/** Every text that the code gives to `l10n.t`, under itself, in the order of the alphabet. */
export async function wordsOfTheCode(): Promise<Bundle> {
  const files = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
  const contents = files.map((file) => ({ extension: '.ts', contents: readFileSync(join(root, 'src', file), 'utf8') }));
  const words = Object.entries(await getL10nJson(contents));
  return Object.fromEntries(
    words
      .map(([key, word]) => [key, typeof word === 'string' ? word : word.message] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

export function asFile(bundle: Bundle): string {
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

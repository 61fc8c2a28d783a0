import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

interface Property {
  readonly default: unknown;
  readonly order: number;
  readonly markdownDescription: string;
  readonly markdownEnumDescriptions?: readonly string[];
  readonly enum?: readonly string[];
}

/** The tables that README takes from package.json, each between `<!-- name -->` and `<!-- /name -->`. */
const tables = { commands: commandTable, settings: settingTable };

/** README's text with its tables as package.json has them. @throws when README has no place for one */
export function withTables(readme: string): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const english = (text: string) => text.replace(/^%(.+)%$/, (whole, key: string) => strings[key] ?? whole);
  return Object.entries(tables).reduce((text, [name, table]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`README.md has no <!-- ${name} --> … <!-- /${name} -->.`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}\n${table(manifest, english)}\n\n${end}`);
  }, readme);
}

const places: Readonly<Record<string, string>> = {
  'explorer/context': 'image in the Explorer',
  'editor/title/context': 'tab of an image',
  'view/title': 'title of the sidebar',
  'view/item/context': 'agent in the sidebar',
};

function commandTable({ contributes: { commands, menus } }: Manifest, english: (text: string) => string): string {
  const hidden = new Set(menus['commandPalette']?.filter(({ when }) => when === 'false').map(({ command }) => command));
  const rows = commands.map(({ command, title }) => {
    const found = Object.entries(places).flatMap(([menu, place]) => (menus[menu]?.some((item) => item.command === command) ? [place] : []));
    return [english(title), [...(hidden.has(command) ? [] : ['Command Palette']), ...found].join(', '), `\`${command}\``];
  });
  return markdown(['Command', 'Where', 'ID'], rows);
}

function settingTable({ contributes: { configuration } }: Manifest, english: (text: string) => string): string {
  const rows = Object.entries(configuration.properties)
    .sort(([, one], [, other]) => one.order - other.order)
    .map(([id, property]) => {
      const values =
        property.enum?.map((value, index) => `\`${value}\`: ${english(property.markdownEnumDescriptions?.[index] ?? '')}`) ?? [];
      const text = [english(property.markdownDescription), ...values].join(' ').replaceAll(/`#([\w.]+)#`/g, '`$1`');
      return [`\`${id}\``, `\`${String(property.default)}\``, text];
    });
  return markdown(['Setting', 'Default', 'What it does'], rows);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

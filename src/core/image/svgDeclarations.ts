import { TooComplexImage } from './bytes.ts';

export interface Declaration {
  readonly property: string;
  readonly value: string;
}

/** More in one place are written by nobody. */
const mostDeclarations = 1000;
const mostComments = 20_000;

/** The properties with a cost, and their aliases. */
const properties: Readonly<Record<string, string>> = {
  fill: 'fill',
  stroke: 'stroke',
  filter: 'filter',
  '-webkit-filter': 'filter',
  'backdrop-filter': 'filter',
  mask: 'mask',
  'mask-image': 'mask',
  '-webkit-mask': 'mask',
  '-webkit-mask-image': 'mask',
  'clip-path': 'clip-path',
  '-webkit-clip-path': 'clip-path',
  marker: 'marker',
  'marker-start': 'marker',
  'marker-mid': 'marker',
  'marker-end': 'marker',
  opacity: 'opacity',
  'mix-blend-mode': 'mix-blend-mode',
  isolation: 'isolation',
};
/** The attributes among them. */
export const effectAttributes = [
  'fill',
  'stroke',
  'filter',
  'mask',
  'clip-path',
  'marker',
  'marker-start',
  'marker-mid',
  'marker-end',
  'opacity',
];
/** Properties with a cost that refer to no other element. */
const plain = ['opacity', 'mix-blend-mode', 'isolation'];

/** @returns `undefined` for what costs nothing, as colors */
export function declarationOf(name: string, value: string): Declaration | undefined {
  const property = name.startsWith('--') ? name : properties[name];
  if (property === undefined || !(plain.includes(property) || value.includes('('))) return undefined;
  return { property, value };
}

/** Reads what stands between two braces, or in an attribute `style`. */
export function declarationsOf(text: string): Declaration[] {
  const found: Declaration[] = [];
  let count = 0;
  for (const each of partsOf(text, ';')) {
    count += 1;
    if (count > mostDeclarations) throw new TooComplexImage('It declares too much in one place.');
    const colon = each.indexOf(':');
    const declaration = declarationOf(each.slice(0, Math.max(colon, 0)).trim().toLowerCase(), each.slice(colon + 1));
    if (declaration) found.push(declaration);
  }
  return found;
}

/** Goes through the parts of a text, of which there may be too many to have them all at once. */
export function* partsOf(text: string, separator: string): Generator<string> {
  let at = 0;
  for (let end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, at)) {
    yield text.slice(at, end);
    at = end + separator.length;
  }
  yield text.slice(at);
}

export function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf('/*'); start >= 0; start = text.indexOf('/*', at)) {
    parts.push(text.slice(at, start));
    const end = text.indexOf('*/', start + 2);
    at = end < 0 ? text.length : end + 2;
    if (parts.length > mostComments) throw new TooComplexImage('It has too many comments in its style.');
  }
  return [...parts, text.slice(at)].join('');
}

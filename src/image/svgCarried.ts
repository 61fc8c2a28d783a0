import type { Carriage } from './carried.ts';

const svg = 'http://www.w3.org/2000/svg';
/** Namespaces whose attributes say how a drawing is drawn. */
const drawing = ['', svg, 'http://www.w3.org/1999/xlink', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'];
const page = 'http://www.w3.org/1999/xhtml';

/** Editors keep descriptions, licenses and their own notes in a drawing. */
export function noteElement({ local, uri }: { readonly local: string; readonly uri: string }, carriage: Carriage): void {
  const isNote = uri === svg ? local === 'metadata' : uri !== page;
  if (isNote) carriage.words();
}

/** An editor's attribute may be the path of the file on somebody's disk. */
export function noteAttributes(attributes: readonly { readonly uri: string }[], carriage: Carriage): void {
  if (attributes.some(({ uri }) => !drawing.includes(uri))) carriage.words();
}

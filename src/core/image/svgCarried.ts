import type { Carriage } from './carried.ts';

export const svgNamespace = 'http://www.w3.org/2000/svg';
export const pageNamespace = 'http://www.w3.org/1999/xhtml';
/** Namespaces whose attributes say how a drawing is drawn. */
const drawing = ['', svgNamespace, 'http://www.w3.org/1999/xlink', 'http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/'];
const image = /data:image/i;

/** Editors keep descriptions, licenses and their own notes in a drawing. */
export function noteElement({ local, uri }: { readonly local: string; readonly uri: string }, carriage: Carriage): void {
  const isNote = uri === svgNamespace ? local === 'metadata' : uri !== pageNamespace;
  if (isNote) carriage.words();
}

/**
 * An editor's attribute may be the path of the file on somebody's disk; in others there may be images.
 *
 * @param href what the element shows, which is read for itself
 */
export function noteAttributes(
  attributes: readonly { readonly uri: string; readonly value: string }[],
  href: string | undefined,
  carriage: Carriage,
): void {
  if (attributes.some(({ uri }) => !drawing.includes(uri))) carriage.words();
  if (attributes.some(({ value }) => value !== href && image.test(value))) carriage.unknown();
}

/** A style sheet may have images in it, which are not looked at. */
export function noteStyle(text: string, carriage: Carriage): void {
  if (image.test(text)) carriage.unknown();
}

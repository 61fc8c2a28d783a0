import type { InputFailure } from '../../../src/avatar/failure.ts';

/** A file made to hold up, or to end, the process that reads it. */
export interface Bomb {
  readonly name: string;
  readonly bytes: () => Buffer;
  readonly verdict: 'shown' | InputFailure['kind'];
}

const drawing = (content: string, { doctype = '', attributes = 'width="30" height="20"' } = {}) =>
  Buffer.from(`${doctype && `<!DOCTYPE svg [${doctype}]>`}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`);
const inside = (bytes: Buffer) => `<image href="data:image/svg+xml;base64,${bytes.toString('base64')}"/>`;
const digits = '1'.repeat(240);
/** Each drawing has the next inside, so that its bytes are read as often as it is deep. */
const deep = (levels: number): string => {
  let text = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>';
  for (let level = 0; level < levels; level++) text = drawing(`<image href="data:image/svg+xml,${text.replace(/[%<"&#]/g, encodeURIComponent)}"/>`).toString();
  return text;
};
/** An entity of four million letters. */
const long = `<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(3900)}">`;
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

export const bombs: readonly Bomb[] = [
  { name: 'a view box of long rows of digits', bytes: () => drawing('', { attributes: `viewBox="${digits} ${digits} ${digits} ${digits}x"` }), verdict: 'shown' },
  { name: 'a width of a long row of digits', bytes: () => drawing('', { attributes: `height="20" width="${'1'.repeat(900)}x"` }), verdict: 'shown' },
  { name: 'long entities that nothing uses', bytes: () => drawing('', { doctype: long + many(900, (index) => `<!ENTITY c${index} "&b;x">`).join('') }), verdict: 'shown' },
  { name: 'a long entity, used often', bytes: () => drawing(`<text>${'&b;'.repeat(200)}</text>`, { doctype: long }), verdict: 'imageTooComplex' },
  { name: 'a long entity in attributes', bytes: () => drawing('<g a="&b;"/>'.repeat(200), { doctype: long }), verdict: 'imageTooComplex' },
  { name: 'a long entity with an element in it', bytes: () => drawing('&c;'.repeat(200), { doctype: `${long}<!ENTITY c "<text>&b;</text>">` }), verdict: 'imageTooComplex' },
  { name: 'a long entity in several others', bytes: () => drawing(many(200, (index) => `<text>&c${index};</text>`).join(''), { doctype: long + many(200, (index) => `<!ENTITY c${index} "&b;x">`).join('') }), verdict: 'imageTooComplex' },
  { name: 'entities in entities', bytes: () => drawing('<text>&a0;</text>', { doctype: many(4000, (index) => `<!ENTITY a${index} "&a${index + 1};">`).join('') }), verdict: 'imageTooComplex' },
  { name: 'comments in doctypes that do not end, in drawings inside', bytes: () => drawing(inside(drawing('', { doctype: `<!ENTITY a "b"><!ATTLIST x y CDATA "${'<!--'.repeat(24_000)}">` })).repeat(100)), verdict: 'shown' },
  { name: 'a drawing in a drawing in a drawing', bytes: () => Buffer.from(deep(300)), verdict: 'imageTooComplex' },
  { name: 'an element with many attributes', bytes: () => drawing(`<g ${many(300_000, (index) => `a${index}=""`).join(' ')}/>`), verdict: 'imageTooComplex' },
  { name: 'prefixes of attributes in the deepest elements', bytes: () => drawing('<g>'.repeat(4900) + `<g ${many(1500, (index) => `xlink:a${index}=""`).join(' ')}/>`.repeat(100) + '</g>'.repeat(4900)), verdict: 'imageTooComplex' },
  { name: 'many elements in the deepest one', bytes: () => drawing('<g>'.repeat(4900) + '<g/>'.repeat(200_000) + '</g>'.repeat(4900)), verdict: 'imageTooComplex' },
];

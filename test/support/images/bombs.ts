import type { InputFailure } from '../../../src/core/model/failure.ts';
import { av1C, be, box, colors, fullBox, ispe } from './avif.ts';

/** A file made to hold up, or to end, the process that reads it. */
export interface Bomb {
  readonly name: string;
  readonly bytes: () => Buffer;
  readonly verdict: 'shown' | InputFailure['kind'];
}

const drawing = (content: string, { doctype = '', attributes = 'width="30" height="20"' } = {}) =>
  Buffer.from(
    `${doctype && `<!DOCTYPE svg [${doctype}]>`}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`,
  );
const inside = (bytes: Buffer) => `<image href="data:image/svg+xml;base64,${bytes.toString('base64')}"/>`;
const digits = '1'.repeat(240);
/** Each drawing has the next inside, so that its bytes are read as often as it is deep. */
const deep = (levels: number): string => {
  let text = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>';
  for (let level = 0; level < levels; level++)
    text = drawing(`<image href="data:image/svg+xml,${text.replace(/[%<"&#]/g, encodeURIComponent)}"/>`).toString();
  return text;
};
/** An entity of four million letters. */
const long = `<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(3900)}">`;
const none = Buffer.alloc(0);
const repeated = (bytes: Buffer, count: number) => Buffer.alloc(bytes.length * count, bytes);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

interface AvifBomb {
  readonly references?: Buffer;
  readonly properties?: Buffer;
  /** How often all of the file is the description of the image. */
  readonly descriptions?: number;
  /** How often all of the file is a part of the image. */
  readonly parts?: number;
  readonly padding?: number;
}

/** An AVIF that asks for far more than it has. */
function avifWith({ references = none, properties = none, descriptions = 0, parts = 0, padding = 0 }: AvifBomb): Buffer {
  const ftyp = box('ftyp', Buffer.from('avif'), be(4, 0), Buffer.from('avifmif1'));
  const all = Buffer.concat([be(4, 0), be(4, 0)]);
  const image = parts === 0 ? [Buffer.concat([be(4, ftyp.length + 8), be(4, colors.length)])] : many(parts, () => all);
  const located = [image, ...many(descriptions, () => [all])].map((extents, index) =>
    Buffer.concat([be(2, index + 1), be(2, 0), be(2, extents.length), ...extents]),
  );
  const infos = located.map((_, index) =>
    fullBox('infe', 2, be(2, index + 1), be(2, 0), Buffer.from(index === 0 ? 'av01\0' : 'mime\0application/rdf+xml\0')),
  );
  return Buffer.concat([
    ftyp,
    box('mdat', colors, Buffer.alloc(padding)),
    fullBox(
      'meta',
      0,
      fullBox('hdlr', 0, be(4, 0), Buffer.from('pict'), Buffer.alloc(13)),
      fullBox('pitm', 0, be(2, 1)),
      fullBox('iloc', 0, be(2, 0x4400), be(2, located.length), ...located),
      fullBox('iinf', 0, be(2, infos.length), ...infos),
      box('iprp', box('ipco', ispe(), av1C.colors, properties), fullBox('ipma', 0, be(4, 1), be(2, 1), Buffer.from([2, 1, 0x82]))),
      fullBox('iref', 0, references),
    ),
  ]);
}

export const bombs: readonly Bomb[] = [
  {
    name: 'a view box of long rows of digits',
    bytes: () => drawing('', { attributes: `viewBox="${digits} ${digits} ${digits} ${digits}x"` }),
    verdict: 'shown',
  },
  {
    name: 'long entities that nothing uses',
    bytes: () => drawing('', { doctype: long + many(900, (index) => `<!ENTITY c${index} "&b;x">`).join('') }),
    verdict: 'shown',
  },
  {
    name: 'a long entity, used often',
    bytes: () => drawing(`<text>${'&b;'.repeat(200)}</text>`, { doctype: long }),
    verdict: 'imageTooComplex',
  },
  { name: 'a long entity in attributes', bytes: () => drawing('<g a="&b;"/>'.repeat(200), { doctype: long }), verdict: 'imageTooComplex' },
  {
    name: 'a long entity with an element in it',
    bytes: () => drawing('&c;'.repeat(200), { doctype: `${long}<!ENTITY c "<text>&b;</text>">` }),
    verdict: 'imageTooComplex',
  },
  {
    name: 'a long entity in several others',
    bytes: () =>
      drawing(many(200, (index) => `<text>&c${index};</text>`).join(''), {
        doctype: long + many(200, (index) => `<!ENTITY c${index} "&b;x">`).join(''),
      }),
    verdict: 'imageTooComplex',
  },
  {
    name: 'entities in entities',
    bytes: () => drawing('<text>&a0;</text>', { doctype: many(4000, (index) => `<!ENTITY a${index} "&a${index + 1};">`).join('') }),
    verdict: 'imageTooComplex',
  },
  {
    name: 'comments in doctypes that do not end, in drawings inside',
    bytes: () => drawing(inside(drawing('', { doctype: `<!ENTITY a "b"><!ATTLIST x y CDATA "${'<!--'.repeat(24_000)}">` })).repeat(100)),
    verdict: 'shown',
  },
  { name: 'a drawing in a drawing in a drawing', bytes: () => Buffer.from(deep(300)), verdict: 'imageTooComplex' },
  {
    name: 'an element with many attributes',
    bytes: () => drawing(`<g ${many(300_000, (index) => `a${index}=""`).join(' ')}/>`),
    verdict: 'imageTooComplex',
  },
  {
    name: 'prefixes of attributes in the deepest elements',
    bytes: () =>
      drawing('<g>'.repeat(4900) + `<g ${many(450, (index) => `xlink:a${index}=""`).join(' ')}/>`.repeat(300) + '</g>'.repeat(4900)),
    verdict: 'imageTooComplex',
  },
  {
    name: 'many elements in the deepest one',
    bytes: () => drawing('<g>'.repeat(4900) + '<g/>'.repeat(200_000) + '</g>'.repeat(4900)),
    verdict: 'imageTooComplex',
  },
  {
    name: 'a rule of many declarations',
    bytes: () => drawing(`<style>.a{${'fill:url(#x);'.repeat(200_000)}</style><g class="a"/>`),
    verdict: 'imageTooComplex',
  },
  {
    name: 'a style of many declarations',
    bytes: () => drawing(`<g style="${'fill:url(#x);'.repeat(200_000)}"/>`),
    verdict: 'imageTooComplex',
  },
  { name: 'a value of many addresses', bytes: () => drawing(`<g filter="${'url(#'.repeat(1_000_000)}"/>`), verdict: 'imageTooComplex' },
  {
    name: 'a number of many numbers',
    bytes: () => drawing(`<filter id="f"><feTurbulence numOctaves="${'1,'.repeat(200_000)}1"/></filter><rect filter="url(#f)"/>`),
    verdict: 'shown',
  },
  {
    name: 'a class many times',
    bytes: () =>
      drawing(
        `<style>.a{${many(39, (index) => `fill:url(#x${index});`).join('')}}</style>${`<g class="${'a '.repeat(9000)}"/>`.repeat(300)}`,
      ),
    verdict: 'shown',
  },
  {
    name: 'an element of many classes',
    bytes: () => drawing(`<style>.a{fill:url(#x)}</style><g class="${many(200_000, (index) => `a${index}`).join(' ')}"/>`),
    verdict: 'imageTooComplex',
  },
  {
    name: 'elements of many rules',
    bytes: () => drawing(`<style>${many(900, (index) => `g{fill:url(#x${index})}`).join('')}</style>${'<g/>'.repeat(200_000)}`),
    verdict: 'imageTooComplex',
  },
  {
    name: 'selectors of long names',
    bytes: () => drawing(`<style>${`${'a'.repeat(499)}&gt;,`.repeat(80_000)}b{fill:url(#a)}</style>`),
    verdict: 'shown',
  },
  {
    name: 'selectors with brackets that do not close',
    bytes: () => drawing(`<style>${'[('.repeat(1_000_000)}{fill:url(#a)}</style>`),
    verdict: 'shown',
  },
  {
    name: 'a long filter in many places',
    bytes: () =>
      drawing(
        `<filter id="f" filterUnits="userSpaceOnUse" width="1" height="1">${'<feMerge/>'.repeat(60_000)}</filter>${'<rect filter="url(#f)"/>'.repeat(150_000)}`,
      ),
    verdict: 'imageTooComplex',
  },
  {
    name: 'AVIF, many references of one item',
    bytes: () => avifWith({ references: repeated(box('dimg', be(2, 1), be(2, 1), be(2, 2)), 60_000) }),
    verdict: 'imageTooComplex',
  },
  {
    name: 'AVIF, all of its bytes many times over',
    bytes: () => avifWith({ parts: 4000, padding: 1_100_000 }),
    verdict: 'imageTooComplex',
  },
  {
    name: 'AVIF, many descriptions that are all of its bytes',
    bytes: () => avifWith({ descriptions: 4000, padding: 8_000_000 }),
    verdict: 'imageTooComplex',
  },
  { name: 'AVIF, many properties', bytes: () => avifWith({ properties: repeated(box('free'), 900_000) }), verdict: 'imageTooComplex' },
  {
    name: 'AVIF, many tracks',
    bytes: () =>
      Buffer.concat([
        box('ftyp', Buffer.from('avis'), be(4, 0), Buffer.from('avisavif')),
        box('moov', repeated(box('trak', box('mdia', box('minf', box('stbl')))), 200_000)),
      ]),
    verdict: 'imageTooComplex',
  },
  {
    name: 'AVIF, its brand behind thousands of others',
    bytes: () => Buffer.concat([box('ftyp', Buffer.from('mif1'), be(4, 0), Buffer.alloc(5000), Buffer.from('avif')), box('meta')]),
    verdict: 'notAnImage',
  },
];

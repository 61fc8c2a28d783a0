import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Two frames of 240 × 160 pixels with alpha, and a still image of the same size. */
export const twoFrames = readFileSync(join(root, 'test/support/images/files/two-frames.avif'));
export const coded = { width: 240, height: 160 } as const;
/** The still image's colors and alpha, as AV1. */
export const colors = twoFrames.subarray(0x6fe, 0x6fe + 0xf1);
export const alpha = twoFrames.subarray(0x6bc, 0x6bc + 0x2a);

export interface AvifItem {
  readonly id: number;
  readonly type: string;
  readonly data: Buffer;
  readonly properties?: readonly Buffer[];
  /** Properties that a reader must know. */
  readonly essential?: readonly Buffer[];
  readonly references?: Readonly<Record<string, readonly number[]>>;
  readonly contentType?: string;
  /** Where it is said to be, if not where it is. */
  readonly location?: { readonly offset: number; readonly length: number };
}

export interface AvifParts {
  readonly brand?: string;
  readonly compatible?: readonly string[];
  readonly primary?: number;
  readonly items: readonly AvifItem[];
  readonly handler?: string;
  /** Whether the data are in the metadata's own box. */
  readonly isInIdat?: boolean;
  /** Whether properties are listed by falling numbers of items. */
  readonly isOutOfOrder?: boolean;
  /** More boxes of the metadata. */
  readonly described?: readonly Buffer[];
  readonly before?: readonly Buffer[];
  readonly after?: readonly Buffer[];
}

export function avif(parts: AvifParts): Buffer {
  const { brand = 'avif', compatible = ['avif', 'mif1', 'miaf'], before = [], after = [], isInIdat = false } = parts;
  const ftyp = box('ftyp', Buffer.from(brand), be(4, 0), ...compatible.map((each) => Buffer.from(each)));
  const data = Buffer.concat(parts.items.map((item) => item.data));
  const start = Buffer.concat([ftyp, ...before]);
  // The metadata's length does not depend on the offsets in it.
  const offset = isInIdat ? 0 : start.length + meta(parts, 0).length + 8;
  return Buffer.concat([start, meta(parts, offset), ...(isInIdat ? [] : [box('mdat', data)]), ...after]);
}

function meta(
  { primary = 1, items, handler = 'pict', isInIdat = false, isOutOfOrder = false, described = [] }: AvifParts,
  dataAt: number,
): Buffer {
  const all = items.flatMap(({ properties = [], essential = [] }) => [...properties, ...essential]);
  let at = dataAt;
  const locations = items.map(({ id, data, location }) => {
    const { offset, length } = location ?? { offset: at, length: data.length };
    at += data.length;
    return Buffer.concat([be(2, id), ...(isInIdat ? [be(2, 1)] : []), be(2, 0), be(2, 1), be(4, offset), be(4, length)]);
  });
  const infos = items.map(({ id, type, contentType }) =>
    fullBox('infe', 2, be(2, id), be(2, 0), Buffer.from(type), Buffer.from(contentType === undefined ? '\0' : `\0${contentType}\0`)),
  );
  let next = 1;
  const associations = items
    .map(({ id, properties = [], essential = [] }) => {
      const indices = [...properties.map(() => next++), ...essential.map(() => 0x80 | next++)];
      return { id, bytes: Buffer.from([...be(2, id), indices.length, ...indices]) };
    })
    .sort((one, other) => (isOutOfOrder ? other.id - one.id : one.id - other.id))
    .map(({ bytes }) => bytes);
  const references = items.flatMap(({ id, references: to = {} }) =>
    Object.entries(to).map(([type, ids]) => box(type, be(2, id), be(2, ids.length), ...ids.map((each) => be(2, each)))),
  );
  return fullBox(
    'meta',
    0,
    fullBox('hdlr', 0, be(4, 0), Buffer.from(handler), Buffer.alloc(13)),
    fullBox('pitm', 0, be(2, primary)),
    fullBox('iloc', isInIdat ? 1 : 0, be(2, 0x4400), be(2, items.length), ...locations),
    fullBox('iinf', 0, be(2, items.length), ...infos),
    box('iprp', box('ipco', ...all), fullBox('ipma', 0, be(4, items.length), ...associations)),
    ...(references.length > 0 ? [fullBox('iref', 0, ...references)] : []),
    ...(isInIdat ? [box('idat', ...items.map(({ data }) => data))] : []),
    ...described,
  );
}

export const ispe = (width: number = coded.width, height: number = coded.height) => fullBox('ispe', 0, be(4, width), be(4, height));
export const pixi = (channels: number) => fullBox('pixi', 0, Buffer.from([channels, ...Buffer.alloc(channels, 8)]));
export const av1C = { colors: box('av1C', Buffer.from('81200000', 'hex')), alpha: box('av1C', Buffer.from('81001c00', 'hex')) } as const;
export const auxC = fullBox('auxC', 0, Buffer.from('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'));
export const irot = (quarters: number) => box('irot', Buffer.from([quarters]));
export const imir = (axis: number) => box('imir', Buffer.from([axis]));
/** @param place of the part's middle beside the image's, in halves of pixels */
export const clap = (width: number, height: number, place: readonly [number, number]) =>
  box('clap', be(4, width), be(4, 1), be(4, height), be(4, 1), be(4, place[0] >>> 0), be(4, 2), be(4, place[1] >>> 0), be(4, 2));

/** The image itself, with what it needs. */
export function colorItem(change: Partial<AvifItem> = {}): AvifItem {
  return { id: 1, type: 'av01', data: colors, properties: [ispe(), pixi(3)], essential: [av1C.colors], ...change };
}

export function alphaItem(change: Partial<AvifItem> = {}): AvifItem {
  return {
    id: 2,
    type: 'av01',
    data: alpha,
    properties: [ispe(), pixi(1), auxC],
    essential: [av1C.alpha],
    references: { auxl: [1] },
    ...change,
  };
}

export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([be(4, 8 + body.length), Buffer.from(type, 'latin1'), body]);
}

export function fullBox(type: string, version: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, 0]), ...parts);
}

export function be(size: number, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}

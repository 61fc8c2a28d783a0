import { crc32 } from 'node:zlib';
import type { MediaType } from '../../../src/core/model/mediaType.ts';
import { generatedCorpus } from './generatedCorpus.ts';

/** Files of which one byte is changed, or the end is missing. They are small, and have between them what the readers look at. */
const bases = [
  'png-gray',
  'png-indexed-with-transparency',
  'png-interlaced-one-pixel',
  'png-color-type-6-16-bit',
  'png-two-frames',
  'png-turned-by-exif',
  'jpeg-jfif',
  'jpeg-fill-bytes-before-exif',
  'jpeg-restart-markers',
  'jpeg-components-in-scans-of-their-own',
  'jpeg-progressive',
  'jpeg-orientation-6',
  'gif-one-frame',
  'gif-two-frames',
  'gif-dense-pixels',
  'gif-frame-partly-beside-its-screen',
  'gif-xmp',
  'webp-lossless',
  'webp-extended',
  'webp-exif',
  'webp-two-frames',
  'avif-with-alpha',
  'avif-turned-and-mirrored',
  'avif-clipped-and-turned',
  'avif-grid-with-a-narrower-last-tile',
];

export interface Variant {
  /** What was done to the file. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface VariedFile {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly variants: readonly Variant[];
}

/** Each byte in four ways, and each length that the file may be cut to. */
export const variedFiles: readonly VariedFile[] = generatedCorpus.flatMap(({ name, bytes, expected }) =>
  bases.includes(name) && expected.isShown ? [{ name, mediaType: expected.mediaType, variants: variantsOf(bytes) }] : [],
);

function variantsOf(whole: Buffer): Variant[] {
  return Array.from(whole.subarray(0, headLength(whole)), (byte, at) => {
    const values = new Set([0, 0xff, byte ^ 1, byte ^ 0x80]);
    values.delete(byte);
    return [
      { name: `cut to ${at} bytes`, bytes: whole.subarray(0, at) },
      ...Array.from(values, (value) => ({ name: `byte ${at} is ${value}`, bytes: changed(whole, at, value) })),
    ];
  }).flat();
}

/** Only a decoder can say what is wrong with the packed pixels of an AVIF, and nobody here has one. */
function headLength(whole: Buffer): number {
  const data = whole.indexOf('mdat');
  return data < 0 ? whole.length : data + 4;
}

function changed(whole: Buffer, at: number, value: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes[at] = value;
  if (isPng(whole)) repairChecksums(bytes, at);
  return bytes;
}

function isPng(bytes: Buffer): boolean {
  return bytes.toString('latin1', 1, 4) === 'PNG';
}

/** Else the checksum would tell of every change in a PNG, and nobody would look further. */
function repairChecksums(bytes: Buffer, changedAt: number): void {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) return;
    if (changedAt < end) bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
}

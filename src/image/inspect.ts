import { GIF } from 'image-size/types/gif';
import { HEIF } from 'image-size/types/heif';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { SVG } from 'image-size/types/svg';
import { WEBP } from 'image-size/types/webp';
import type { InputFailure } from '../avatar/failure.ts';
import type { AvatarImage } from '../avatar/image.ts';
import { extensionOf, type MediaType } from '../avatar/mediaType.ts';
import { failed, type Result, success } from '../avatar/result.ts';

interface Measure {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly calculate: (bytes: Uint8Array) => { readonly width?: number; readonly height?: number };
}

/** What the widget's page can show. `signature` says "this claims to be one"; `measure` says whether it holds up. */
const formats = [
  { mediaType: 'image/png', signature: bytesAt(0, [0x89, 0x50, 0x4e, 0x47]), measure: PNG },
  { mediaType: 'image/jpeg', signature: bytesAt(0, [0xff, 0xd8, 0xff]), measure: JPG },
  { mediaType: 'image/gif', signature: asciiAt(0, 'GIF8'), measure: GIF },
  { mediaType: 'image/webp', signature: asciiAt(8, 'WEBP'), measure: WEBP },
  { mediaType: 'image/avif', signature: avifSignature, measure: avifMeasure() },
  { mediaType: 'image/svg+xml', signature: svgSignature, measure: svgMeasure() },
] as const satisfies readonly {
  mediaType: MediaType;
  signature: (bytes: Uint8Array) => boolean;
  measure: Measure;
}[];

/** More pixels a side than any of the formats' decoders take; a larger number is a damaged header. */
const longestSide = 1_000_000;

/**
 * Tells what a file is by its bytes and reads its size.
 *
 * @param limitBytes the most bytes that may be sent
 */
export async function inspectImage(
  bytes: Uint8Array,
  fileName: string,
  limitBytes: number,
): Promise<Result<AvatarImage, InputFailure>> {
  if (bytes.length === 0) return failed({ kind: 'imageEmpty', fileName });
  if (bytes.length > limitBytes) {
    return failed({ kind: 'imageTooLarge', fileName, bytes: bytes.length, limitBytes });
  }
  const format = formats.find(({ signature }) => signature(bytes));
  if (!format) return failed({ kind: 'notAnImage', fileName });
  const size = measured(format.measure, inOwnBuffer(bytes));
  if (!size) return failed({ kind: 'imageDamaged', fileName, format: extensionOf(format.mediaType).toUpperCase() });
  await Promise.resolve();
  const facts = { animated: false, metadata: 'unknown', place: 'unknown', decodedPixels: size.width * size.height, drawingCost: 0 } as const;
  return success({ bytes, fileName, mediaType: format.mediaType, ...size, facts });
}

function measured(measure: Measure, bytes: Uint8Array): { width: number; height: number } | undefined {
  try {
    if (!measure.validate(bytes)) return undefined;
    const { width, height } = measure.calculate(bytes);
    return isSide(width) && isSide(height) ? { width, height } : undefined;
  } catch {
    // image-size throws a TypeError or RangeError where the header ends early or contradicts itself.
    return undefined;
  }
}

/** image-size reads past the end of a view into what lies behind it in memory; with nothing behind, it throws instead. */
function inOwnBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function isSide(pixels: number | undefined): pixels is number {
  return Number.isInteger(pixels) && pixels !== undefined && pixels > 0 && pixels <= longestSide;
}

function bytesAt(offset: number, expected: readonly number[]): (bytes: Uint8Array) => boolean {
  return (bytes) => expected.every((byte, index) => bytes[offset + index] === byte);
}

function asciiAt(offset: number, expected: string): (bytes: Uint8Array) => boolean {
  return bytesAt(offset, [...Buffer.from(expected, 'latin1')]);
}

/** ISO base media files name their brands in the first box; an AVIF may name `mif1` first and `avif` among the rest. */
function avifSignature(bytes: Uint8Array): boolean {
  if (!asciiAt(4, 'ftyp')(bytes)) return false;
  const boxLength = Math.min(Buffer.from(bytes.subarray(0, 4)).readUInt32BE(), 256);
  const brands = Buffer.from(bytes.subarray(8, boxLength)).toString('latin1');
  return /^(?:.{4})*?(?:avif|avis)/s.test(brands);
}

/** `HEIF.validate` knows still pictures only (`avis`, a sequence, is an AVIF too); the signature has done its work. */
function avifMeasure(): Measure {
  return { validate: () => true, calculate: (bytes) => HEIF.calculate(bytes) };
}

const svgPrologue = 4096;
const svgRootTag = 8192;

/**
 * What may stand before an SVG's root: white space, an XML declaration and other instructions, comments, its doctype.
 * Each part can end at one place only, so that there is nothing to try twice in a text made to take long.
 */
const instruction = /<\?(?:(?!\?>)[^])*\?>/;
const comment = /<!--(?:(?!-->)[^])*-->/;
const quoted = /"[^"]*"|'[^']*'/;
const subset = new RegExp(`\\[(?:[^\\]"'<]|${quoted.source}|${comment.source}|<(?!!--))*\\]`);
const doctype = new RegExp(`<!DOCTYPE\\s+svg(?=[\\s[>])(?:[^[>"']|${quoted.source})*(?:${subset.source}\\s*)?>`);
const byteOrderMark = /\u00ef\u00bb\u00bf/;
const untilSvgRoot = new RegExp(
  `^(?:${byteOrderMark.source})?(?:\\s|${instruction.source}|${comment.source}|${doctype.source})*(?=<svg[\\s/>])`,
);

/** Where an SVG's root begins; `undefined` for anything else, a page with a drawing in it, say. */
function svgRoot(bytes: Uint8Array): number | undefined {
  // A character for each byte: what is looked for is ASCII, and the text's places are the file's.
  const start = Buffer.from(bytes.subarray(0, svgPrologue)).toString('latin1');
  return untilSvgRoot.exec(start)?.[0].length;
}

function svgSignature(bytes: Uint8Array): boolean {
  return svgRoot(bytes) !== undefined;
}

/** The measuring expressions look at a root tag's worth of text only: on megabytes of `<svg` they would take minutes. */
function svgMeasure(): Measure {
  const rootTag = (bytes: Uint8Array): Uint8Array => {
    const start = svgRoot(bytes) ?? 0;
    return bytes.subarray(start, start + svgRootTag);
  };
  return {
    validate: (bytes) => SVG.validate(rootTag(bytes)),
    calculate: (bytes) => SVG.calculate(rootTag(bytes)),
  };
}

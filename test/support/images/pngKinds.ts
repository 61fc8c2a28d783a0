import { deflateSync } from 'node:zlib';
import { exif } from './exif.ts';
import { type ImageKind, kindsOf, unknown, withoutPlace, withPlace, words } from './kind.ts';
import { animation, chunk, frameControl, frameData, palette, png, rows, u32 } from './png.ts';

const { shown, damaged } = kindsOf('image/png');
const size = [5, 4] as const;
const packed = deflateSync(rows(5, 4));
const whole = png();
const idat = (data: Buffer, checksum?: number) => chunk('IDAT', data, checksum);
const text = (name: string) => chunk(name, Buffer.from('Comment\0Hello', 'latin1'));
const xmp = (body: string) => chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${body}`, 'latin1'));
const withSum = (data: Buffer, change: number) => Buffer.concat([data.subarray(0, -1), Buffer.from([(data.at(-1) ?? 0) ^ change])]);
const withHeader = (data: Buffer) => Buffer.concat([whole.subarray(0, 8), chunk('IHDR', data), whole.subarray(33)]);
const indexed = { depth: 8, color: 3 } as const;
const twoFrames = [animation(2), frameControl(0)];
const second = [frameControl(1), frameData(2, packed)];

export const pngKinds: readonly ImageKind[] = [
  shown('png-gray', whole, size),
  ...[1, 2, 4, 16].map((depth) => shown(`png-gray-${depth}-bit`, png({ depth }), size)),
  ...[8, 16].flatMap((depth) => [2, 4, 6].map((color) => shown(`png-color-type-${color}-${depth}-bit`, png({ depth, color }), size))),
  ...[1, 2, 4, 8].map((depth) => shown(`png-indexed-${depth}-bit`, png({ depth, color: 3, before: [palette(2)] }), size)),
  shown('png-indexed-with-transparency', png({ ...indexed, before: [palette(2), chunk('tRNS', Buffer.from([0]))] }), size),
  damaged('png-indexed-without-palette', png(indexed)),
  damaged('png-palette-of-257-colors', png({ ...indexed, before: [palette(257)] })),
  shown('png-palette-cut-in-a-color', png({ ...indexed, before: [chunk('PLTE', Buffer.alloc(4))] }), size),
  damaged('png-two-palettes', png({ ...indexed, before: [palette(2), palette(2)] })),
  damaged('png-empty-palette', png({ ...indexed, before: [palette(0)] })),
  shown('png-palette-of-256-colors', png({ ...indexed, before: [palette(256)] }), size),
  shown('png-palette-behind-the-data', png({ after: [palette(2), palette(257)] }), size),
  shown('png-gray-with-palette', png({ before: [palette(2)] }), size),
  shown(
    'png-palette-shorter-than-its-indices',
    png({ ...indexed, before: [palette(1)], data: [idat(deflateSync(rows(5, 4).fill(7, 1, 6)))] }),
    size,
  ),
  damaged('png-impossible-depth', png({ depth: 3 })),
  damaged('png-impossible-color-type', png({ color: 5 })),
  damaged('png-depth-and-color-type-do-not-fit', png({ depth: 4, color: 2 })),
  damaged('png-impossible-interlace', png({ interlace: 2 })),
  damaged('png-of-no-width', png({ width: 0 })),
  damaged('png-of-no-height', png({ height: 0 })),
  damaged('png-30000-by-30000-in-few-bytes', png({ width: 30_000, height: 30_000, data: [idat(packed)] })),
  damaged('png-larger-than-2-to-the-31', png({ width: 0x80000001, data: [idat(packed)] })),
  shown('png-interlaced-one-pixel', png({ width: 1, height: 1, interlace: 1 }), [1, 1]),
  shown('png-interlaced', png({ interlace: 1, data: [idat(deflateSync(Buffer.alloc(200)))] }), size),
  damaged('png-interlaced-cut-in-a-late-pass', png({ width: 16, height: 16, interlace: 1, data: [idat(deflateSync(Buffer.alloc(100)))] })),
  shown('png-data-in-two-chunks', png({ data: [idat(packed.subarray(0, 1)), idat(packed.subarray(1))] }), size),
  shown('png-data-with-an-empty-chunk-first', png({ data: [idat(Buffer.alloc(0)), idat(packed)] }), size),
  shown('png-data-with-an-empty-chunk-last', png({ data: [idat(packed), idat(Buffer.alloc(0))] }), size),
  damaged('png-data-interrupted', png({ data: [idat(packed.subarray(0, 4)), text('tEXt'), idat(packed.subarray(4))] })),
  damaged('png-a-row-short', png({ data: [idat(deflateSync(rows(5, 3)))] })),
  damaged('png-a-byte-short', png({ data: [idat(deflateSync(rows(5, 4).subarray(0, -1)))] })),
  shown('png-a-row-more', png({ data: [idat(deflateSync(rows(5, 5)))] }), size),
  damaged('png-impossible-filter', png({ data: [idat(deflateSync(rows(5, 4, 8, 0, 5)))] })),
  ...[1, 2, 3, 4].map((filter) => shown(`png-filter-${filter}`, png({ data: [idat(deflateSync(rows(5, 4, 8, 0, filter)))] }), size)),
  shown('png-wrong-sum-in-the-zlib-stream', png({ data: [idat(withSum(packed, 1))] }), size),
  shown('png-no-sum-in-the-zlib-stream', png({ data: [idat(packed.subarray(0, -4))] }), size),
  damaged('png-zlib-stream-of-another-method', png({ data: [idat(Buffer.concat([Buffer.from([0x79, 0x1d]), packed.subarray(2)]))] })),
  damaged('png-zlib-stream-of-an-impossible-block', png({ data: [idat(Buffer.from([0x78, 0x9c, 0x07, 0x00, 0x00, 0x00]))] })),
  damaged('png-wrong-checksum-of-the-data', png({ data: [idat(packed, 1)] })),
  damaged('png-wrong-checksum-of-the-palette', png({ ...indexed, before: [chunk('PLTE', Buffer.alloc(6), 1)] })),
  shown('png-wrong-checksum-of-a-text', png({ before: [chunk('tEXt', Buffer.from('a\0b'), 1)] }), size, unknown),
  shown('png-wrong-checksum-of-the-end', png({ end: chunk('IEND', Buffer.alloc(0), 1) }), size),
  damaged('png-wrong-checksum-of-the-header', Buffer.concat([whole.subarray(0, 29), u32(7), whole.subarray(33)])),
  damaged('png-header-of-another-length', withHeader(Buffer.concat([whole.subarray(16, 29), Buffer.alloc(1)]))),
  damaged('png-wrong-checksum-of-a-frame', png({ before: [animation(2), withSum(frameControl(0), 1)], after: second })),
  damaged('png-without-end', png({ end: Buffer.alloc(0) })),
  damaged('png-half-the-head-of-its-end', png({ end: chunk('IEND').subarray(0, 6) })),
  shown('png-half-an-end', png({ end: chunk('IEND').subarray(0, 9) }), size),
  shown('png-another-chunk-for-its-end', png({ end: chunk('zzZz') }), size, unknown),
  damaged('png-cut-in-the-checksum-of-its-data', png({ data: [idat(packed).subarray(0, -2)], end: Buffer.alloc(0) })),
  damaged('png-cut-in-its-data', png({ data: [idat(packed).subarray(0, -8)], end: Buffer.alloc(0) })),
  damaged('png-only-a-header', png({ data: [], end: Buffer.alloc(0) })),
  damaged('png-no-data', png({ data: [] })),
  damaged('png-empty-data', png({ data: [idat(Buffer.alloc(0))] })),
  damaged('png-unknown-chunk-that-is-needed', png({ before: [chunk('ABCD', Buffer.alloc(3))] })),
  shown('png-unknown-chunk-that-is-needed-behind-the-data', png({ after: [chunk('ABCD', Buffer.alloc(3))] }), size, unknown),
  shown('png-unknown-chunk-that-is-not-needed', png({ before: [chunk('abCd', Buffer.alloc(3))] }), size, unknown),
  shown('png-bytes-behind-its-end', Buffer.concat([whole, Buffer.from('trailing bytes')]), size, unknown),
  shown('png-zeros-behind-its-end', Buffer.concat([whole, Buffer.alloc(32)]), size),
  shown('png-comment', png({ before: [text('tEXt')] }), size, words),
  shown('png-comment-behind-the-data', png({ after: [text('tEXt')] }), size, words),
  shown(
    'png-packed-comment',
    png({ before: [chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync('Hello')]))] }),
    size,
    words,
  ),
  shown(
    'png-comment-that-begins-like-xmp',
    png({ before: [chunk('tEXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<x/>', 'latin1'))] }),
    size,
    words,
  ),
  shown('png-international-comment', png({ before: [chunk('iTXt', Buffer.from('Comment\0\0\0\0\0Hello'))] }), size, words),
  shown('png-xmp', png({ before: [xmp('<x:xmpmeta/>')] }), size, withoutPlace),
  shown('png-xmp-with-a-position', png({ before: [xmp('<x exif:GPSLatitude="1"/>')] }), size, withPlace),
  shown('png-exif-with-a-position', png({ before: [chunk('eXIf', exif({ hasPosition: true }))] }), size, withPlace),
  shown('png-exif-behind-the-data', png({ after: [chunk('eXIf', exif({ hasPosition: true, isBigEndian: true }))] }), size, withPlace),
  shown('png-turned-by-exif', png({ before: [chunk('eXIf', exif({ orientation: 6 }))] }), [4, 5], withoutPlace),
  shown('png-not-turned-by-exif-behind-the-data', png({ after: [chunk('eXIf', exif({ orientation: 6 }))] }), size, withoutPlace),
  shown('png-time', png({ before: [chunk('tIME', Buffer.from([7, 233, 1, 1, 1, 1, 1]))] }), size),
  shown('png-pixel-density', png({ before: [chunk('pHYs', Buffer.concat([u32(5000), u32(5000), Buffer.from([1])]))] }), size),
  shown('png-two-frames', png({ before: twoFrames, after: second }), size, { animated: true }),
  shown('png-one-frame-of-an-animation', png({ before: [animation(1), frameControl(0)] }), size),
  shown('png-more-frames-announced-than-there-are', png({ before: [animation(9), frameControl(0)], after: second }), size, {
    animated: true,
  }),
  shown(
    'png-still-image-beside-two-frames',
    png({ before: [animation(2)], after: [frameControl(0), frameData(1, packed), frameControl(2), frameData(3, packed)] }),
    size,
    { animated: true },
  ),
  shown('png-announcement-of-another-length', png({ before: [chunk('acTL', Buffer.alloc(9, 1))] }), size),
  shown('png-announcement-behind-the-data', png({ after: [animation(2)] }), size),
  shown('png-two-announcements', png({ before: [animation(1), animation(2), frameControl(0)] }), size),
  shown('png-announcement-of-2-to-the-31-frames', png({ before: [animation(2 ** 31)] }), size),
  damaged('png-animation-without-a-frame', png({ before: [animation(2)] })),
  damaged('png-second-frame-cut', png({ before: twoFrames, after: [frameControl(1), frameData(2, packed.subarray(0, 6))] })),
  damaged('png-frames-out-of-order', png({ before: [animation(2), frameControl(1)], after: [frameControl(0), frameData(2, packed)] })),
];

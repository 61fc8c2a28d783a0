import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { exif } from './exif.ts';
import { type ImageKind, kindsOf, unknown, withoutPlace, withPlace } from './kind.ts';
import { animationHeader, chunk, extended, frame, le, lossless, webp } from './webp.ts';

const { shown, damaged } = kindsOf('image/webp');
const size = [7, 5] as const;
const image = chunk('VP8L', lossless(...size));
const lossy = readFileSync(join(root, 'test/support/samples/files/image.webp')).subarray(20);
const lossyChunk = chunk('VP8 ', lossy);
const flags = { animation: 0x02, xmp: 0x04, exif: 0x08, alpha: 0x10, profile: 0x20 } as const;
const still = (bits: number, before: Buffer[], after: Buffer[] = []) => webp([extended(bits, ...size), ...before, image, ...after]);
const one = frame({ width: 7, height: 5, data: image });
const animated = (...frames: Buffer[]) => webp([extended(flags.animation, ...size), animationHeader, ...frames]);
const side = 256;

const alphaChunk = chunk('ALPH', Buffer.concat([Buffer.from([0]), Buffer.alloc(side * side, 128)]));
const onLargeCanvas = (...parts: Buffer[]) =>
  webp([
    extended(flags.animation | flags.alpha, side, side),
    animationHeader,
    frame({ width: side, height: side, data: Buffer.concat(parts) }),
  ]);
/** A head of ten bytes: a tag of three, a signature of three, and two sides of fourteen bits. */
const lossyWith = (change: (head: Buffer) => void) => {
  const data = Buffer.from(lossy);
  change(data);
  return webp([chunk('VP8 ', data)]);
};
const firstPartition = (lossy.readUIntLE(0, 3) >> 5) + 10;

export const webpKinds: readonly ImageKind[] = [
  shown('webp-lossless', webp([image]), size),
  shown('webp-lossy', webp([lossyChunk]), [side, side]),
  shown('webp-extended', still(0, []), size),
  damaged('webp-unknown-chunk-first', webp([chunk('ABCD', Buffer.alloc(2)), image])),
  shown('webp-unknown-chunk-in-an-extended-one', still(0, [chunk('ABCD', Buffer.alloc(2))]), size, unknown),
  shown('webp-bytes-behind-its-end', Buffer.concat([webp([image]), Buffer.from('more')]), size, unknown),
  shown('webp-zeros-behind-its-end', Buffer.concat([webp([image]), Buffer.alloc(4)]), size),
  damaged(
    'webp-lossy-that-is-no-key-frame',
    lossyWith((head) => (head[0]! |= 1)),
  ),
  damaged(
    'webp-lossy-of-version-4',
    lossyWith((head) => (head[0] = (head[0]! & 0xf1) | (4 << 1))),
  ),
  shown(
    'webp-lossy-of-version-3',
    lossyWith((head) => (head[0] = (head[0]! & 0xf1) | (3 << 1))),
    [side, side],
  ),
  damaged(
    'webp-lossy-that-is-not-to-be-shown',
    lossyWith((head) => (head[0]! &= ~0x10)),
  ),
  damaged(
    'webp-lossy-with-another-signature',
    lossyWith((head) => (head[4] = 2)),
  ),
  damaged(
    'webp-lossy-of-no-width',
    lossyWith((head) => head.writeUInt16LE(0, 6)),
  ),
  damaged(
    'webp-lossy-of-no-height',
    lossyWith((head) => head.writeUInt16LE(0, 8)),
  ),
  damaged('webp-lossy-cut-behind-its-first-partition', webp([chunk('VP8 ', lossy.subarray(0, firstPartition))])),
  damaged('webp-cut-in-its-image', webp([lossyChunk]).subarray(0, 900)),
  damaged('webp-length-beyond-its-end', webp([image], { length: 5000 })),
  damaged('webp-length-too-short', webp([image], { length: 12 })),
  damaged('webp-without-the-last-padding', webp([image]).subarray(0, -1)),
  damaged('webp-only-a-header', webp([])),
  damaged('webp-chunk-beyond-its-end', webp([Buffer.concat([Buffer.from('VP8L'), le(4, 500), lossless(...size)])])),
  damaged('webp-lossless-without-signature', webp([chunk('VP8L', Buffer.alloc(20))])),
  damaged('webp-lossy-without-signature', webp([chunk('VP8 ', Buffer.alloc(60))])),
  damaged('webp-extended-without-a-image', webp([extended(0, ...size)])),
  damaged('webp-extended-of-another-size', webp([extended(0, 8, 5), image])),
  damaged('webp-two-headers', webp([extended(0, ...size), extended(0, ...size), image])),
  damaged('webp-two-images', webp([extended(0, ...size), image, image])),
  shown('webp-two-simple-images', webp([image, chunk('VP8L', lossless(3, 2))]), size),
  shown('webp-header-behind-a-simple-image', webp([image, extended(0, 8, 5)]), size),
  damaged('webp-frame-in-a-still-image', still(0, [], [one])),
  damaged('webp-frame-in-a-still-image-with-an-animation’s-header', still(0, [animationHeader], [one])),
  damaged('webp-image-beside-frames', webp([extended(flags.animation, ...size), animationHeader, image, one])),
  damaged('webp-image-behind-frames', webp([extended(flags.animation, ...size), animationHeader, one, image])),
  shown('webp-frame-behind-a-simple-image', webp([image, one]), size),
  damaged('webp-frame-without-an-image', animated(frame({ width: 7, height: 5, data: chunk('ABCD', Buffer.alloc(2)) }))),
  shown('webp-lossy-frame', onLargeCanvas(lossyChunk), [side, side]),
  shown('webp-lossy-frame-with-alpha', onLargeCanvas(alphaChunk, lossyChunk), [side, side]),
  damaged('webp-lossy-frame-with-alpha-cut', onLargeCanvas(chunk('ALPH', Buffer.alloc(200)), lossyChunk)),
  shown('webp-exif', still(flags.exif, [], [chunk('EXIF', exif({}))]), size, withoutPlace),
  shown('webp-exif-with-a-position', still(flags.exif, [], [chunk('EXIF', exif({ hasPosition: true }))]), size, withPlace),
  shown(
    'webp-exif-with-the-name-of-jpegs',
    still(flags.exif, [], [chunk('EXIF', Buffer.concat([Buffer.from('Exif\0\0'), exif({ hasPosition: true })]))]),
    size,
    withPlace,
  ),
  shown('webp-exif-that-no-flag-announces', still(0, [], [chunk('EXIF', exif({ hasPosition: true }))]), size, withPlace),
  shown('webp-exif-behind-a-simple-image', webp([image, chunk('EXIF', exif({ hasPosition: true }))]), size, withPlace),
  shown('webp-not-turned-by-exif', still(flags.exif, [], [chunk('EXIF', exif({ orientation: 6 }))]), size, withoutPlace),
  shown('webp-xmp', still(flags.xmp, [], [chunk('XMP ', Buffer.from('<x:xmpmeta/>'))]), size, withoutPlace),
  shown('webp-xmp-with-a-position', still(flags.xmp, [], [chunk('XMP ', Buffer.from('<x exif:GPSLatitude="1"/>'))]), size, withPlace),
  shown('webp-color-profile', still(flags.profile, [chunk('ICCP', Buffer.alloc(10))]), size),
  shown('webp-two-frames', animated(one, one), size, { animated: true }),
  shown('webp-one-frame', animated(one), size),
  damaged('webp-animation-without-a-frame', animated()),
  damaged('webp-animation-without-its-header', webp([extended(flags.animation, ...size), one, one])),
  damaged('webp-frame-beyond-its-canvas', animated(frame({ x: 4, width: 7, height: 5, data: image }))),
  shown('webp-frame-of-another-size', animated(frame({ width: 6, height: 5, data: image })), size),
  shown(
    'webp-frame-with-a-position',
    animated(frame({ width: 7, height: 5, data: Buffer.concat([image, chunk('EXIF', exif({ hasPosition: true }))]) })),
    size,
    withPlace,
  ),
  shown(
    'webp-frame-with-an-unknown-chunk',
    animated(frame({ width: 7, height: 5, data: Buffer.concat([image, chunk('ABCD', Buffer.alloc(2))]) })),
    size,
    unknown,
  ),
  shown('webp-small-frame', animated(frame({ x: 2, y: 2, width: 3, height: 2, data: chunk('VP8L', lossless(3, 2)) })), size),
  damaged('webp-second-frame-cut', animated(one, one.subarray(0, -6))),
  shown('webp-lossy-with-alpha', webp([extended(flags.alpha, side, side), alphaChunk, lossyChunk]), [side, side]),
  damaged('webp-alpha-cut', webp([extended(flags.alpha, side, side), chunk('ALPH', Buffer.alloc(200)), lossyChunk])),
];

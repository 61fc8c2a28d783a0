import { application, blocks, densePixels, extension, frame, gif, neverCleared, packed, pixels } from './gif.ts';
import { type ImageKind, kindsOf, refused, unknown, withoutPlace, withPlace, words } from './kind.ts';

const { shown, damaged } = kindsOf('image/gif');
const size = [6, 4] as const;
const one = frame();
const whole = gif({ blocks: [one] });
const comment = extension(0xfe, blocks(Buffer.from('Hello')));
const delay = extension(0xf9, Buffer.from([4, 0, 10, 0, 0, 0]));
const loop = application('NETSCAPE2.0', Buffer.from([3, 1, 0, 0, 0]));
const xmp = (text: string) => application('XMP DataXMP', blocks(Buffer.from(text)));
const none = Buffer.alloc(0);
const tiny = (width: Buffer, data: Buffer) =>
  gif({ width: 1, height: 1, blocks: [frame({ width: 1, height: 1, data: Buffer.concat([width, blocks(data)]) })] });
/** @param count a power of two */
const withColors = (count: number) =>
  Buffer.concat([one.subarray(0, 9), Buffer.from([0x80 | (Math.log2(count) - 1)]), Buffer.alloc(3 * count, 0x80), one.subarray(10)]);
const codes = (...list: number[]) => Buffer.concat([Buffer.from([2]), blocks(packed(list, 3))]);

export const gifKinds: readonly ImageKind[] = [
  shown('gif-one-frame', whole, size),
  shown('gif-87a', gif({ version: '87a', blocks: [one] }), size),
  refused('gif-of-an-unknown-version', gif({ version: '90a', blocks: [one] }), 'notAnImage'),
  shown('gif-two-frames', gif({ blocks: [loop, delay, one, delay, one] }), size, { animated: true }),
  shown('gif-two-frames-without-delays', gif({ blocks: [one, one] }), size, { animated: true }),
  shown('gif-one-frame-that-loops', gif({ blocks: [loop, delay, one] }), size),
  shown('gif-dense-pixels', gif({ width: 40, height: 30, blocks: [frame({ width: 40, height: 30, data: densePixels(1200) })] }), [40, 30]),
  shown('gif-zero-screen', gif({ width: 0, height: 0, blocks: [one] }), size),
  shown('gif-screen-of-no-height', gif({ height: 0, blocks: [one] }), size),
  shown('gif-smaller-screen', gif({ width: 3, height: 2, blocks: [one] }), size),
  shown('gif-larger-screen', gif({ width: 30, height: 20, blocks: [one] }), [30, 20]),
  shown('gif-frame-partly-beside-its-screen', gif({ blocks: [frame({ left: 3, top: 2 })] }), [9, 6]),
  shown('gif-frame-wholly-beside-its-screen', gif({ blocks: [frame({ left: 30, top: 20 })] }), [36, 24]),
  shown('gif-second-frame-larger-than-its-screen', gif({ blocks: [one, frame({ width: 12, height: 8 })] }), size, { animated: true }),
  shown('gif-frame-of-no-size', gif({ blocks: [frame({ width: 0, height: 0 })] }), size),
  damaged('gif-of-no-size', gif({ width: 0, height: 0, blocks: [frame({ width: 0, height: 0 })] })),
  damaged('gif-of-no-height', gif({ height: 0, blocks: [frame({ height: 0 })] })),
  damaged('gif-of-no-width', gif({ width: 0, blocks: [frame({ width: 0 })] })),
  shown('gif-frame-with-colors-of-its-own', gif({ blocks: [withColors(2), withColors(8)] }), size, { animated: true }),
  shown('gif-without-end', gif({ blocks: [one], end: none }), size),
  damaged('gif-without-the-block-that-ends-its-pixels', gif({ blocks: [one.subarray(0, -1)], end: none })),
  damaged('gif-cut-in-its-pixels', gif({ blocks: [one.subarray(0, -8)], end: none })),
  damaged('gif-cut-in-its-colors', whole.subarray(0, 16)),
  damaged('gif-cut-in-its-header', whole.subarray(0, 9)),
  damaged('gif-without-a-frame', gif({ blocks: [] })),
  damaged('gif-only-a-comment', gif({ blocks: [comment] })),
  damaged('gif-pixels-missing', gif({ blocks: [frame({ data: pixels(20) })] })),
  damaged('gif-no-pixels', gif({ blocks: [frame({ data: codes(4, 5) })] })),
  shown('gif-pixels-more', gif({ blocks: [frame({ data: pixels(30) })] }), size),
  shown(
    'gif-pixels-without-an-end-code',
    gif({ width: 2, height: 1, blocks: [frame({ width: 2, height: 1, data: codes(4, 0, 0) })] }),
    [2, 1],
  ),
  shown(
    'gif-pixels-without-a-first-clear-code',
    gif({ width: 2, height: 1, blocks: [frame({ width: 2, height: 1, data: codes(0, 0, 5) })] }),
    [2, 1],
  ),
  damaged('gif-impossible-code', gif({ width: 2, height: 1, blocks: [frame({ width: 2, height: 1, data: codes(4, 0, 7, 7, 5) })] })),
  damaged('gif-codes-of-an-impossible-width', gif({ blocks: [frame({ data: Buffer.from([12, 1, 0, 0]) })] })),
  shown('gif-codes-of-one-bit', tiny(Buffer.from([1]), packed([2, 0, 3], 2)), [1, 1]),
  shown('gif-codes-of-eight-bits', tiny(Buffer.from([8]), packed([256, 0, 257], 9)), [1, 1]),
  damaged('gif-codes-of-nine-bits', tiny(Buffer.from([9]), packed([512, 0, 513], 10))),
  damaged(
    'gif-first-code-that-stands-for-nothing',
    gif({ width: 2, height: 1, blocks: [frame({ width: 2, height: 1, data: codes(4, 6, 5) })] }),
  ),
  damaged(
    'gif-pixels-behind-the-end-code',
    gif({ width: 2, height: 1, blocks: [frame({ width: 2, height: 1, data: codes(4, 0, 5, 0) })] }),
  ),
  shown(
    'gif-more-codes-than-there-can-be',
    gif({ width: 90, height: 50, blocks: [frame({ width: 90, height: 50, data: neverCleared(4500) })] }),
    [90, 50],
  ),
  damaged('gif-second-frame-cut', gif({ blocks: [one, one.subarray(0, -8)], end: none })),
  damaged('gif-second-frame-without-pixels', gif({ blocks: [one, frame({ data: codes(4, 5) })] })),
  shown('gif-head-of-a-second-frame-cut', gif({ blocks: [one, one.subarray(0, 6)], end: none }), size, unknown),
  shown('gif-extension-cut-behind-a-frame', gif({ blocks: [one, comment.subarray(0, -3)], end: none }), size, unknown),
  shown('gif-unknown-block-behind-a-frame', gif({ blocks: [one, Buffer.from([0x77, 1, 2])] }), size, unknown),
  damaged('gif-unknown-block-before-a-frame', gif({ blocks: [Buffer.from([0x77]), one] })),
  shown('gif-bytes-behind-its-end', Buffer.concat([whole, Buffer.from('more bytes')]), size, unknown),
  shown('gif-zeros-behind-its-end', Buffer.concat([whole, Buffer.alloc(5)]), size),
  shown('gif-comment', gif({ blocks: [comment, one] }), size, words),
  shown('gif-comment-behind-its-frame', gif({ blocks: [one, comment] }), size, words),
  shown(
    'gif-text',
    gif({ blocks: [extension(0x01, Buffer.concat([Buffer.from([12]), Buffer.alloc(12), blocks(Buffer.from('Hi'))])), one] }),
    size,
    words,
  ),
  shown('gif-xmp', gif({ blocks: [xmp('<x:xmpmeta/>'), one] }), size, withoutPlace),
  shown('gif-xmp-with-a-position', gif({ blocks: [xmp('<x exif:GPSLatitude="1"/>'), one] }), size, withPlace),
  shown('gif-unknown-application', gif({ blocks: [application('SOMETHING01', blocks(Buffer.from('data'))), one] }), size, unknown),
  shown('gif-unknown-extension', gif({ blocks: [extension(0x99, blocks(Buffer.from('data'))), one] }), size, unknown),
];

import { exif } from './exif.ts';
import { be16, exifSegment, grayData, jpeg, oneBitTables, oneQuantization, scan, segment } from './jpeg.ts';
import { type ImageKind, kindsOf, refused, unknown, withoutPlace, withPlace, words } from './kind.ts';

const { shown, damaged } = kindsOf('image/jpeg');
const size = [34, 12] as const;
const whole = jpeg();
const frame = (marker: number, { precision = 8, height = 12, width = 34, components = [1, 0x11, 0] } = {}) =>
  segment(marker, Buffer.from([precision, ...be16(height), ...be16(width), components.length / 3, ...components]));
const threeComponents = [1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
const data = grayData(34, 12);
const marked = (...bytes: number[]) => Buffer.from(bytes);
const iptc = (dataset: number) => {
  const record = Buffer.from([0x1c, 2, dataset, 0, 5, ...Buffer.from('Paris')]);
  return segment(
    0xed,
    Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), Buffer.from([0, 0, 0, record.length]), record]),
  );
};
const xmp = (body: string) => segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${body}`);
const gps = exifSegment(exif({ hasPosition: true }));
const fill = marked(0xff, 0xff, 0xff);
const behindStart = (...bytes: number[]) => Buffer.concat([whole.subarray(0, 2), marked(...bytes), whole.subarray(2)]);
/** Each component in a scan of its own, of two codes a block. */
const scanOf = (component: number, blocks: number) =>
  Buffer.concat([segment(0xda, Buffer.from([1, component, 0, 0, 63, 0])), Buffer.alloc(Math.ceil(blocks / 4))]);
const scanOfAll = (count: number) =>
  Buffer.concat([segment(0xda, Buffer.from([count, ...[1, 2, 3].flatMap((id) => [id, 0]), 0, 63, 0])), marked(0, 0x0f)]);
/** Of 8 × 8 pixels each, in one scan. */
const fourComponents = (scanned: readonly number[]) =>
  jpeg({
    frame: frame(0xc0, { width: 8, height: 8, components: [1, 2, 3, 4].flatMap((id) => [id, 0x11, 0]) }),
    scans: [Buffer.concat([segment(0xda, Buffer.from([scanned.length, ...scanned.flatMap((id) => [id, 0]), 0, 63, 0])), marked(0)])],
  });
/** A further table that no scan uses, with so many codes of 16 bits and 15. */
const moreTables = (name: number, codes: number) =>
  Buffer.concat([
    oneBitTables,
    segment(0xc4, Buffer.from([name, ...Buffer.alloc(14), Math.max(0, codes - 255), Math.min(codes, 255), ...Buffer.alloc(codes)])),
  ]);
const dcOnly = (low: number, high = 0) => [0, 0, (high << 4) | low] as const;

export const jpegKinds: readonly ImageKind[] = [
  shown('jpeg-gray', whole, size),
  shown('jpeg-jfif', jpeg({ before: [segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0')] }), size),
  shown('jpeg-jfif-with-a-small-image', jpeg({ before: [segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc')] }), size, unknown),
  shown('jpeg-fill-bytes-before-the-first-segment', behindStart(0xff, 0xff), size),
  shown('jpeg-fill-bytes-before-its-end', jpeg({ end: marked(0xff, 0xff, 0xff, 0xd9) }), size),
  shown('jpeg-fill-bytes-before-exif', jpeg({ before: [fill, gps] }), size, withPlace),
  refused('jpeg-junk-before-the-first-segment', behindStart(1, 2, 3), 'notAnImage'),
  shown('jpeg-junk-before-exif', jpeg({ before: [segment(0xe2, 'ICC_PROFILE\0\x01\x01'), marked(0, 7, 9), gps] }), size, withPlace),
  shown('jpeg-junk-after-a-segment', jpeg({ quantization: Buffer.concat([oneQuantization, marked(4, 5, 0xff, 0)]) }), size),
  shown('jpeg-junk-behind-its-end', Buffer.concat([whole, Buffer.from('more bytes')]), size, words),
  shown('jpeg-zeros-behind-its-end', Buffer.concat([whole, Buffer.alloc(9)]), size),
  shown('jpeg-second-image-behind-its-end', Buffer.concat([whole, jpeg({ before: [gps] })]), size, words),
  refused('jpeg-one-byte-before-its-beginning', Buffer.concat([marked(0), whole]), 'notAnImage'),
  damaged('jpeg-begins-twice', Buffer.concat([marked(0xff, 0xd8), whole])),
  damaged('jpeg-without-end', jpeg({ end: Buffer.alloc(0) })),
  damaged('jpeg-half-an-end', jpeg({ end: marked(0xff) })),
  damaged(
    'jpeg-cut-in-its-data',
    jpeg({ width: 800, height: 800, scans: [scan(grayData(800, 800).subarray(0, 900))], end: Buffer.alloc(0) }),
  ),
  shown(
    'jpeg-cut-in-its-data-but-ended',
    jpeg({ width: 800, height: 800, scans: [scan(grayData(800, 800).subarray(0, 900))] }),
    [800, 800],
  ),
  damaged('jpeg-cut-in-its-header', whole.subarray(0, 40)),
  refused('jpeg-only-its-beginning', whole.subarray(0, 2), 'notAnImage'),
  damaged('jpeg-no-scan', jpeg({ scans: [] })),
  damaged('jpeg-no-frame', jpeg({ frame: Buffer.alloc(0) })),
  damaged('jpeg-two-frames', jpeg({ frame: Buffer.concat([frame(0xc0), frame(0xc0)]) })),
  damaged('jpeg-of-no-width', jpeg({ width: 0, scans: [scan(data)] })),
  damaged('jpeg-of-no-height', jpeg({ height: 0, scans: [scan(data)] })),
  damaged('jpeg-12-bit', jpeg({ frame: frame(0xc1, { precision: 12 }) })),
  shown('jpeg-extended', jpeg({ frame: frame(0xc1) }), size),
  damaged('jpeg-arithmetic', jpeg({ frame: frame(0xc9) })),
  damaged('jpeg-hierarchical', jpeg({ frame: frame(0xc5) })),
  damaged('jpeg-lossless', jpeg({ frame: frame(0xc3) })),
  damaged('jpeg-two-components', jpeg({ frame: frame(0xc0, { components: [1, 0x11, 0, 2, 0x11, 0] }) })),
  damaged('jpeg-impossible-sampling', jpeg({ frame: frame(0xc0, { components: [1, 0x51, 0] }) })),
  damaged('jpeg-without-quantization', jpeg({ quantization: Buffer.alloc(0) })),
  shown('jpeg-without-huffman-tables', jpeg({ huffman: Buffer.alloc(0) }), size),
  damaged('jpeg-impossible-huffman-table', jpeg({ huffman: segment(0xc4, Buffer.from([0, ...Buffer.alloc(16, 0xff)])) })),
  damaged('jpeg-huffman-table-of-an-impossible-name', jpeg({ huffman: moreTables(0x04, 1) })),
  damaged('jpeg-huffman-table-of-an-impossible-kind', jpeg({ huffman: moreTables(0x20, 1) })),
  shown('jpeg-huffman-table-of-the-last-name', jpeg({ huffman: moreTables(0x13, 1) }), size),
  shown('jpeg-huffman-table-of-256-codes', jpeg({ huffman: moreTables(0x13, 256) }), size),
  damaged('jpeg-huffman-table-of-257-codes', jpeg({ huffman: moreTables(0x13, 257) })),
  damaged('jpeg-huffman-table-cut', jpeg({ huffman: segment(0xc4, Buffer.from([0, 3, 0])) })),
  damaged(
    'jpeg-quantization-table-of-an-impossible-name',
    jpeg({ quantization: segment(0xdb, Buffer.concat([marked(9), Buffer.alloc(64, 1)])) }),
  ),
  shown('jpeg-segment-of-an-impossible-length', jpeg({ before: [marked(0xff, 0xe5, 0, 1)] }), size, unknown),
  damaged('jpeg-segment-of-an-unknown-kind', jpeg({ before: [segment(0xf3, 'something')] })),
  damaged(
    'jpeg-unknown-marker-in-its-data',
    jpeg({ width: 800, height: 800, scans: [scan(Buffer.concat([grayData(80, 80), marked(0xff, 0xf7, 0, 2), grayData(80, 80)]))] }),
  ),
  damaged('jpeg-segment-beyond-its-end', jpeg({ before: [marked(0xff, 0xe5, 0xff, 0xff)] })),
  damaged('jpeg-scan-of-an-unknown-component', jpeg({ scans: [Buffer.concat([segment(0xda, Buffer.from([1, 9, 0, 0, 63, 0])), data])] })),
  damaged('jpeg-scan-before-its-frame', jpeg({ frame: Buffer.concat([scan(data), frame(0xc0)]) })),
  shown(
    'jpeg-restart-markers',
    jpeg({
      before: [segment(0xdd, Buffer.from([0, 4]))],
      scans: [scan(Buffer.concat([marked(0, 0xff, 0xd0), marked(0, 0xff, 0xd1), marked(0x3f)]))],
    }),
    size,
  ),
  shown('jpeg-restart-markers-missing', jpeg({ before: [segment(0xdd, Buffer.from([0, 4]))] }), size),
  damaged('jpeg-restart-interval-of-another-length', jpeg({ before: [segment(0xdd, Buffer.from([0, 4, 0]))] })),
  shown(
    'jpeg-height-given-behind-the-scan-too',
    jpeg({ end: Buffer.concat([segment(0xdc, Buffer.from([0, 12])), marked(0xff, 0xd9)]) }),
    size,
  ),
  shown(
    'jpeg-components-in-scans-of-their-own',
    jpeg({
      width: 16,
      height: 16,
      frame: frame(0xc0, { width: 16, height: 16, components: threeComponents }),
      scans: [scanOf(1, 4), scanOf(2, 1), scanOf(3, 1)],
    }),
    [16, 16],
  ),
  shown(
    'jpeg-a-component-has-no-scan',
    jpeg({ width: 16, height: 16, frame: frame(0xc0, { width: 16, height: 16, components: threeComponents }), scans: [scanOf(1, 4)] }),
    [16, 16],
  ),
  shown(
    'jpeg-progressive',
    jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(1)), scan(data, [1, 63, 0]), scan(data, dcOnly(0, 1))] }),
    size,
  ),
  shown('jpeg-progressive-direct-current-only', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0))] }), size),
  shown(
    'jpeg-components-in-one-scan',
    jpeg({ width: 16, height: 16, frame: frame(0xc0, { width: 16, height: 16, components: threeComponents }), scans: [scanOfAll(3)] }),
    [16, 16],
  ),
  shown('jpeg-four-components', fourComponents([1, 2, 3, 4]), [8, 8]),
  damaged('jpeg-scan-of-five-components', fourComponents([1, 2, 3, 4, 4])),
  damaged('jpeg-scan-of-no-component', fourComponents([])),
  damaged('jpeg-frame-longer-than-its-components', jpeg({ frame: segment(0xc0, Buffer.from([8, 0, 12, 0, 34, 1, 1, 0x11, 0, 0])) })),
  shown('jpeg-progressive-one-coefficient', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0)), scan(data, [5, 5, 0])] }), size),
  damaged('jpeg-progressive-coefficients-backwards', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0)), scan(data, [5, 4, 0])] })),
  damaged('jpeg-progressive-coefficient-too-many', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0)), scan(data, [1, 64, 0])] })),
  shown('jpeg-progressive-shifted-by-13-bits', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(13))] }), size),
  damaged('jpeg-progressive-shifted-by-14-bits', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(14))] })),
  shown('jpeg-progressive-only-refined', jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0, 1))] }), size),
  shown('jpeg-restart-marker-outside-of-a-scan', jpeg({ before: [marked(0xff, 0xd7)] }), size),
  shown('jpeg-marker-that-stands-alone', jpeg({ before: [marked(0xff, 0x01)] }), size),
  shown('jpeg-segment-of-applications-last-number', jpeg({ before: [segment(0xef, 'something')] }), size, unknown),
  shown('jpeg-arithmetic-conditions-that-nothing-needs', jpeg({ before: [segment(0xcc, marked(0, 0x10))] }), size),
  damaged('jpeg-progressive-without-direct-current', jpeg({ frame: frame(0xc2), scans: [scan(data, [1, 63, 0])] })),
  damaged(
    'jpeg-progressive-without-end',
    jpeg({ frame: frame(0xc2), scans: [scan(data, dcOnly(0)), scan(data, [1, 63, 0])], end: Buffer.alloc(0) }),
  ),
  damaged('jpeg-progressive-impossible-spectrum', jpeg({ frame: frame(0xc2), scans: [scan(data, [0, 63, 0])] })),
  damaged(
    'jpeg-progressive-without-huffman-tables',
    jpeg({ frame: frame(0xc2), huffman: Buffer.alloc(0), scans: [scan(data, dcOnly(0))] }),
  ),
  shown('jpeg-comment', jpeg({ before: [segment(0xfe, 'Hello')] }), size, words),
  shown('jpeg-comment-behind-the-scan', jpeg({ end: Buffer.concat([segment(0xfe, 'Hello'), marked(0xff, 0xd9)]) }), size, words),
  shown('jpeg-exif', jpeg({ before: [exifSegment(exif({}))] }), size, withoutPlace),
  shown('jpeg-exif-with-a-position', jpeg({ before: [gps] }), size, withPlace),
  shown(
    'jpeg-exif-behind-the-tables',
    jpeg({ huffman: Buffer.concat([oneBitTables, exifSegment(exif({ hasPosition: true, isBigEndian: true }))]) }),
    size,
    withPlace,
  ),
  shown(
    'jpeg-exif-behind-many-others',
    jpeg({ before: [...Array.from({ length: 40 }, () => segment(0xe2, 'ICC_PROFILE\0\x01\x01')), gps] }),
    size,
    withPlace,
  ),
  shown('jpeg-exif-with-a-makers-note', jpeg({ before: [exifSegment(exif({ hasMakerNote: true }))] }), size, words),
  shown('jpeg-exif-cut', jpeg({ before: [exifSegment(exif({ hasPosition: true }).subarray(0, 12))] }), size, words),
  shown('jpeg-exif-of-no-order', jpeg({ before: [segment(0xe1, 'Exif\0\0XX*\0')] }), size, words),
  ...[1, 2, 3, 4].map((orientation) =>
    shown(`jpeg-orientation-${orientation}`, jpeg({ before: [exifSegment(exif({ orientation }))] }), size, withoutPlace),
  ),
  ...[5, 6, 7, 8].map((orientation) =>
    shown(
      `jpeg-orientation-${orientation}`,
      jpeg({ before: [exifSegment(exif({ orientation, isBigEndian: true }))] }),
      [12, 34],
      withoutPlace,
    ),
  ),
  shown(
    'jpeg-orientation-with-a-position-that-is-cut',
    jpeg({ before: [exifSegment(exif({ orientation: 6, hasPosition: true }).subarray(0, -20))] }),
    [12, 34],
    words,
  ),
  shown('jpeg-orientation-9', jpeg({ before: [exifSegment(exif({ orientation: 9 }))] }), size, withoutPlace),
  shown(
    'jpeg-two-orientations',
    jpeg({ before: [exifSegment(exif({ orientation: 1 })), exifSegment(exif({ orientation: 6 }))] }),
    size,
    withoutPlace,
  ),
  shown('jpeg-xmp', jpeg({ before: [xmp('<x:xmpmeta/>')] }), size, withoutPlace),
  shown('jpeg-xmp-with-a-city', jpeg({ before: [xmp('<photoshop:City>Paris</photoshop:City>')] }), size, withPlace),
  shown('jpeg-iptc', jpeg({ before: [iptc(80)] }), size, withoutPlace),
  shown('jpeg-iptc-with-a-city', jpeg({ before: [iptc(90)] }), size, withPlace),
  shown('jpeg-photoshop-of-unknown-parts', jpeg({ before: [segment(0xed, 'Adobe_CM\0\x01')] }), size, words),
  shown('jpeg-of-several-images', jpeg({ before: [segment(0xe2, 'MPF\0II*\0')] }), size, unknown),
  ...[
    segment(0xe0, 'JFXX\0\x10 9 bytes'),
    segment(0xee, 'Adobf\0\x64\0\0\0\0\0'),
    segment(0xee, 'Adobe\0\x64\0\0\0\0\0\0'),
    segment(0xe5, 'Adobe\0\x64\0\0\0\0\0'),
    segment(0xe5, 'ICC_PROFILE\0\x01\x01'),
    segment(0xe3, 'http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="1"/>'),
    segment(0xe1, 'something'),
  ].map((other, index) => shown(`jpeg-segment-like-a-known-one-${index}`, jpeg({ before: [other] }), size, unknown)),
  shown('jpeg-color-profile', jpeg({ before: [segment(0xe2, 'ICC_PROFILE\0\x01\x01')] }), size),
  shown('jpeg-unknown-segment', jpeg({ before: [segment(0xeb, 'something')] }), size, unknown),
  shown('jpeg-adobe-segment', jpeg({ before: [segment(0xee, 'Adobe\0\x64\0\0\0\0\0')] }), size),
];

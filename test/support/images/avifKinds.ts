import { alpha, alphaItem, av1C, avif, be, box, clap, coded, colorItem, colors, imir, irot, ispe, pixi, twoFrames } from './avif.ts';
import { exif } from './exif.ts';
import { type ImageKind, kindsOf, refused, unknown, withoutPlace, withPlace } from './kind.ts';

const { shown, damaged } = kindsOf('image/avif');
const size = [coded.width, coded.height] as const;
const plain = avif({ items: [colorItem()] });
const withColor = (change: Parameters<typeof colorItem>[0]) => avif({ items: [colorItem(change)] });
const turned = (...properties: Buffer[]) => withColor({ essential: [av1C.colors, ...properties] });
const exifItem = (block: Buffer) => ({ id: 9, type: 'Exif', data: Buffer.concat([be(4, 0), block]), references: { cdsc: [1] } });
const xmpItem = (text: string) => ({
  id: 9,
  type: 'mime',
  contentType: 'application/rdf+xml',
  data: Buffer.from(text),
  references: { cdsc: [1] },
});
/** Two tiles beside each other. @param width of the whole */
const grid = (width: number, tiles: readonly number[] = [2, 3], layout = Buffer.from([0, 0, 0, 1])) =>
  avif({
    items: [
      {
        id: 1,
        type: 'grid',
        data: Buffer.concat([layout, be(2, width), be(2, coded.height)]),
        properties: [ispe(width), pixi(3)],
        references: { dimg: tiles },
      },
      colorItem({ id: 2 }),
      colorItem({ id: 3 }),
    ],
  });
const trak = (...more: Buffer[]) => box('trak', box('mdia', box('minf', box('stbl'))), ...more);
const replaced = (bytes: Buffer, from: string, to: string) => Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
const cut = (bytes: Buffer, by: number) => bytes.subarray(0, -by);

export const avifKinds: readonly ImageKind[] = [
  shown('avif-still', plain, size),
  shown('avif-with-alpha', avif({ items: [colorItem(), alphaItem()] }), size),
  shown('avif-alpha-first', avif({ items: [alphaItem(), colorItem()] }), size),
  shown('avif-two-frames', twoFrames, size, { animated: true }),
  shown('avif-data-in-its-metadata', avif({ items: [colorItem()], isInIdat: true }), size),
  shown('avif-brand-among-the-others', avif({ brand: 'mif1', items: [colorItem()] }), size),
  refused('avif-without-its-brand', avif({ brand: 'mif1', compatible: ['mif1', 'heic'], items: [colorItem()] }), 'notAnImage'),
  refused(
    'avif-a-film',
    Buffer.concat([box('ftyp', Buffer.from('isom'), be(4, 0), Buffer.from('mp42')), box('mdat', Buffer.alloc(50))]),
    'notAnImage',
  ),
  shown('avif-free-space-first', avif({ items: [colorItem()], before: [box('free', Buffer.alloc(40))] }), size),
  shown('avif-text-in-free-space', avif({ items: [colorItem()], before: [box('free', Buffer.from('by Maya'))] }), size, unknown),
  shown(
    'avif-unknown-box-in-its-metadata',
    avif({ items: [colorItem()], described: [box('udta', Buffer.from('by Maya'))] }),
    size,
    unknown,
  ),
  shown(
    'avif-film-with-a-title-behind-it',
    avif({ items: [colorItem()], after: [box('moov', box('udta', Buffer.from('Maya')))] }),
    size,
    unknown,
  ),
  shown(
    'avif-film-with-a-title-of-a-track-behind-it',
    avif({ items: [colorItem()], after: [box('moov', trak(box('udta', Buffer.from('Maya'))))] }),
    size,
    unknown,
  ),
  shown('avif-film-with-items-but-none-to-show', replaced(twoFrames, 'pitm\0\0\0\0\0\x01', 'free\0\0\0\0\0\0'), size, {
    animated: true,
    ...unknown,
  }),
  shown('avif-unknown-box-at-the-end', avif({ items: [colorItem()], after: [box('abcd', Buffer.alloc(40))] }), size, unknown),
  damaged('avif-properties-out-of-order', avif({ items: [colorItem(), alphaItem()], isOutOfOrder: true })),
  shown('avif-bytes-at-the-end-that-are-no-box', Buffer.concat([plain, Buffer.from('xyz')]), size, unknown),
  shown(
    'avif-many-bytes-at-the-end-that-are-no-box',
    Buffer.concat([plain, Buffer.from('some more bytes than a box needs')]),
    size,
    unknown,
  ),
  damaged('avif-cut-in-its-data', cut(plain, 60)),
  damaged('avif-a-byte-short', cut(plain, 1)),
  damaged('avif-cut-in-its-metadata', plain.subarray(0, 120)),
  damaged('avif-only-its-brands', avif({ items: [colorItem()] }).subarray(0, 28)),
  damaged('avif-data-beyond-its-end', withColor({ location: { offset: 100_000, length: 100 } })),
  damaged('avif-data-longer-than-the-file', withColor({ location: { offset: 400, length: 100_000 } })),
  damaged('avif-image-cut-with-sizes-that-fit', withColor({ data: cut(colors, 100) })),
  damaged('avif-image-of-zeros', withColor({ data: Buffer.alloc(100) })),
  damaged('avif-empty-image', withColor({ data: Buffer.alloc(0) })),
  damaged('avif-alpha-cut', avif({ items: [colorItem(), alphaItem({ data: cut(alpha, 12) })] })),
  damaged('avif-primary-item-missing', avif({ items: [colorItem()], primary: 7 })),
  damaged('avif-another-handler', avif({ items: [colorItem()], handler: 'vide' })),
  damaged('avif-without-av1C', withColor({ essential: [] })),
  damaged('avif-without-a-size', withColor({ properties: [pixi(3)] })),
  damaged('avif-of-no-width', withColor({ properties: [ispe(0), pixi(3)] })),
  shown('avif-without-pixi', withColor({ properties: [ispe()] }), size),
  shown('avif-of-another-size', withColor({ properties: [ispe(100, 100), pixi(3)] }), [100, 100]),
  damaged('avif-of-100000-by-100000', withColor({ properties: [ispe(100_000, 100_000), pixi(3)] })),
  damaged('avif-packed-as-hevc', withColor({ type: 'hvc1' })),
  damaged('avif-essential-property-unknown', turned(box('abcd', Buffer.alloc(4)))),
  shown('avif-property-unknown', withColor({ properties: [ispe(), pixi(3), box('abcd', Buffer.alloc(4))] }), size),
  damaged('avif-turned-but-not-essentially', withColor({ properties: [ispe(), pixi(3), irot(1)] })),
  damaged('avif-said-to-be-sampled-otherwise', withColor({ essential: [box('av1C', Buffer.from('81000c00', 'hex'))] })),
  damaged('avif-grid-with-a-tile-twice', grid(480, [2, 2])),
  shown('avif-turned-once', turned(irot(1)), [160, 240]),
  shown('avif-turned-twice', turned(irot(2)), size),
  shown('avif-turned-three-times', turned(irot(3)), [160, 240]),
  shown('avif-mirrored', turned(imir(0)), size),
  shown('avif-turned-and-mirrored', turned(irot(1), imir(1)), [160, 240]),
  shown('avif-clipped-at-the-corner', turned(clap(100, 60, [100 - 240, 60 - 160])), [100, 60]),
  shown('avif-clipped-in-the-middle', turned(clap(100, 60, [0, 0])), size),
  shown('avif-clipped-and-turned', turned(clap(100, 60, [100 - 240, 60 - 160]), irot(1)), [60, 100]),
  shown('avif-clipped-beyond-the-image', turned(clap(500, 60, [0, 0])), size),
  shown('avif-grid', grid(480), [480, 160]),
  shown('avif-grid-with-a-narrower-last-tile', grid(400), [400, 160]),
  damaged('avif-grid-larger-than-its-tiles', grid(500)),
  damaged('avif-grid-with-a-tile-too-few', grid(480, [2])),
  damaged('avif-grid-with-an-unknown-tile', grid(480, [2, 8])),
  damaged('avif-grid-cut', grid(480, [2, 3], Buffer.from([0, 0]))),
  shown('avif-exif', avif({ items: [colorItem(), exifItem(exif({}))] }), size, withoutPlace),
  shown('avif-exif-with-a-position', avif({ items: [colorItem(), exifItem(exif({ hasPosition: true }))] }), size, withPlace),
  shown('avif-exif-does-not-turn-it', avif({ items: [colorItem(), exifItem(exif({ orientation: 6 }))] }), size, withoutPlace),
  shown('avif-xmp', avif({ items: [colorItem(), xmpItem('<x:xmpmeta/>')] }), size, withoutPlace),
  shown('avif-xmp-with-a-position', avif({ items: [colorItem(), xmpItem('<x exif:GPSLatitude="1"/>')] }), size, withPlace),
  shown('avif-item-of-an-unknown-kind', avif({ items: [colorItem(), { id: 9, type: 'abcd', data: Buffer.from('data') }] }), size, unknown),
];

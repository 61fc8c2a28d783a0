import { type Item, AvifItems, type Property } from './avifItems.ts';
import { checkAv1 } from './av1.ts';
import { hasUserData, noting } from './avifExtras.ts';
import { countFrames, readTrack } from './avifTrack.ts';
import { type Box, boxesOf } from './boxes.ts';
import { Budget } from './budget.ts';
import { Bytes, DamagedImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import { checkGainMap } from './gainMap.ts';
import { type Measured, measuredRaster } from './measured.ts';
import type { Pace } from './pace.ts';

/** A full box begins with a version and flags. */
const fullBox = 4;
const brands = ['avif', 'avis'];
/** The known properties of an image. Any other essential property would have to be understood, and is not. */
const understood = [
  'ispe',
  'pixi',
  'colr',
  'av1C',
  'irot',
  'imir',
  'clap',
  'auxC',
  'pasp',
  'a1op',
  'lsel',
  'a1lx',
  'clli',
  'mdcv',
  'cclv',
  'amve',
];
/** The properties that turn or cut an image: a decoder must apply them. */
const transforming = ['clap', 'irot', 'imir'];
const topBoxes = ['ftyp', 'meta', 'mdat', 'moov'];
const alphaTypes = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];
const longestAuxiliary = 64;
const mostPixels = 16384 * 16384;
/** Boxes, entries and kilobytes of items that are looked at in one go. An image of 500 tiles has a fifth. */
const mostSteps = 50_000;
const searchedPerStep = 64;
/** Of brands; no file is made for more. */
const mostBrandBytes = 4096;
/** The boxes of `meta` that only describe the image itself. */
const metaBoxes = ['hdlr', 'pitm', 'iloc', 'iinf', 'iprp', 'iref', 'idat', 'dinf', 'grpl'];

interface Size {
  readonly width: number;
  readonly height: number;
}

export function isAvif(file: Bytes): boolean {
  if (!file.has(4, 'ftyp') || file.length < 16) return false;
  const end = Math.min(file.u32be(0), file.length, mostBrandBytes);
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12 && brands.includes(file.text(at, 4))) return true;
  return false;
}

export async function readAvif(whole: Bytes, pace: Pace): Promise<Measured> {
  const carriage = new Carriage();
  const file = new Bytes(whole.raw, new Budget(mostSteps));
  const { meta, moov } = await readTop(whole, carriage, pace);
  const [metaBody, moovBody] = [meta && file.part(meta.at, meta.body.length), moov && file.part(moov.at, moov.body.length)];
  const animated = moovBody !== undefined && countFrames(moovBody) > 1;
  if (moovBody && hasUserData(moovBody)) carriage.unknown();
  const described = new Set<string>();
  for await (const { type } of noting(metaBody ? boxesOf(metaBody, fullBox) : [], { known: metaBoxes, carriage, pace }))
    described.add(type);
  if (metaBody && described.has('pitm')) {
    const image = new AvifImage(new AvifItems(file, metaBody));
    await image.check(pace);
    await image.note(carriage, pace);
    return measuredRaster({ ...image.shownSize(), animated, decodedPixels: image.decodedPixels, carriage });
  }
  if (!moovBody) throw new DamagedImage('There is no image in it.');
  if (described.has('iinf')) carriage.unknown();
  return measuredRaster({ ...readTrack(moovBody, file), animated, carriage });
}

/** The bytes behind the image need not be boxes. */
async function readTop(file: Bytes, carriage: Carriage, pace: Pace): Promise<{ meta: Box | undefined; moov: Box | undefined }> {
  const found = new Map<string, Box>();
  try {
    for await (const box of noting(boxesOf(file), { known: topBoxes, carriage, pace })) if (!found.has(box.type)) found.set(box.type, box);
  } catch (error) {
    if (!(error instanceof DamagedImage) || !found.has('meta')) throw error;
    carriage.unknown();
  }
  return { meta: found.get('meta'), moov: found.get('moov') };
}

class AvifImage {
  readonly #primary: Item;
  readonly #tiles = new Set<number>();
  /** Of the largest coded image, which need not be what the file says it shows. */
  decodedPixels = 0;

  constructor(private readonly all: AvifItems) {
    this.#primary = all.primary;
  }

  async check(pace: Pace): Promise<void> {
    await this.#checkImage(this.#primary, pace);
    const alpha = [...this.all.items.values()].find(
      (item) => item.references.get('auxl')?.includes(this.#primary.id) === true && isAlpha(item),
    );
    if (alpha) await this.#checkImage(alpha, pace);
    for (const item of this.all.items.values()) if (item.type === 'tmap') checkGainMap(this.all.dataOf(item));
  }

  async note(carriage: Carriage, pace: Pace): Promise<void> {
    for (const item of this.all.items.values()) {
      if (pace.isDue) await pace.giveWay();
      if (item.type === 'Exif') this.#noteExif(item, carriage);
      else if (item.type === 'mime') this.#noteMime(item, carriage);
      else if (!['av01', 'grid'].includes(item.type)) carriage.unknown();
    }
  }

  /** The size after its transformations: what is cut off first, then turned. */
  shownSize(): Size {
    let { width, height } = sizeOf(this.#primary);
    for (const { type, body } of this.#primary.properties) {
      if (type === 'clap') ({ width, height } = clipped(body, { width, height }));
      if (type === 'irot' && (body.u8(0) & 1) === 1) [width, height] = [height, width];
    }
    return { width, height };
  }

  async #checkImage(item: Item, pace: Pace): Promise<void> {
    for (const { type, isEssential } of item.properties) {
      if (isEssential ? !understood.includes(type) : transforming.includes(type))
        throw new DamagedImage('A property is marked wrongly, or not known.');
    }
    const { width, height } = sizeOf(item);
    if (width === 0 || height === 0 || width * height > mostPixels) throw new DamagedImage('Its size is out of bounds.');
    if (item.type === 'grid') await this.#checkGrid(item, pace);
    else if (item.type === 'av01') this.#checkCoded(item);
    else throw new DamagedImage('It is not packed as AV1.');
  }

  #checkCoded(item: Item): void {
    const configuration = propertyOf(item, 'av1C');
    if (!configuration) throw new DamagedImage('It has no av1C.');
    const { width, height } = checkAv1(this.all.dataOf(item), configuration.body);
    this.decodedPixels = Math.max(this.decodedPixels, width * height);
  }

  async #checkGrid(grid: Item, pace: Pace): Promise<void> {
    const layout = this.all.dataOf(grid);
    const isWide = (layout.u8(1) & 1) === 1;
    const [rows, columns] = [layout.u8(2) + 1, layout.u8(3) + 1];
    const [width, height] = isWide ? [layout.u32be(4), layout.u32be(8)] : [layout.u16be(4), layout.u16be(6)];
    const tiles = (grid.references.get('dimg') ?? []).map((id) => this.#tile(id));
    const [first] = tiles;
    if (layout.u8(0) !== 0 || !first || tiles.length !== rows * columns) throw new DamagedImage('Tiles are missing.');
    const tile = sizeOf(first);
    if (tile.width * columns < width || tile.height * rows < height) throw new DamagedImage('The tiles are too small.');
    for (const each of tiles) {
      if (pace.isDue) await pace.giveWay();
      if (each.type !== 'av01') throw new DamagedImage('A tile is not packed as AV1.');
      this.#checkCoded(each);
    }
  }

  /** A tile belongs to one grid, and once. */
  #tile(id: number): Item {
    if (this.#tiles.has(id)) throw new DamagedImage('A tile is used twice.');
    this.#tiles.add(id);
    return this.all.item(id);
  }

  #noteExif(item: Item, carriage: Carriage): void {
    const data = this.#described(item);
    const offset = data.length >= 4 ? data.u32be(0) + 4 : 0;
    if (offset < data.length) carriage.exif(data.from(offset), false);
    else carriage.note('present', 'unknown');
  }

  /** The metadata of an item, to be searched for places: that costs more steps than to find it did. */
  #described(item: Item): Bytes {
    const data = this.all.dataOf(item);
    data.budget?.spend(data.length / searchedPerStep);
    return data;
  }

  #noteMime(item: Item, carriage: Carriage): void {
    if (item.contentType === 'application/rdf+xml') carriage.xmp(this.#described(item));
    else carriage.unknown();
  }
}

function propertyOf(item: Item, type: string): Property | undefined {
  return item.properties.find((property) => property.type === type);
}

function sizeOf(item: Item): Size {
  const ispe = propertyOf(item, 'ispe');
  if (!ispe) throw new DamagedImage('It has no size.');
  return { width: ispe.body.u32be(4), height: ispe.body.u32be(8) };
}

function isAlpha(item: Item): boolean {
  const auxC = propertyOf(item, 'auxC');
  if (!auxC) return false;
  const [name = ''] = auxC.body.text(fullBox, Math.min(auxC.body.length - fullBox, longestAuxiliary)).split('\0');
  return alphaTypes.includes(name);
}

/** The clean aperture, where it is one that a browser applies: whole pixels from the top left corner. */
function clipped(clap: Bytes, size: Size): Size {
  const [width, height] = [clap.u32be(0) / clap.u32be(4), clap.u32be(8) / clap.u32be(12)];
  const [x, y] = [signed(clap, 16) / clap.u32be(20), signed(clap, 24) / clap.u32be(28)];
  const [left, top] = [x + (size.width - width) / 2, y + (size.height - height) / 2];
  const isApplied =
    [width, height, left, top].every(Number.isInteger) &&
    left === 0 &&
    top === 0 &&
    width > 0 &&
    height > 0 &&
    width <= size.width &&
    height <= size.height;
  return isApplied ? { width, height } : size;
}

function signed(bytes: Bytes, at: number): number {
  return bytes.u32be(at) | 0;
}

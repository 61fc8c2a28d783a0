import { crc32 } from 'node:zlib';
import { type Bytes, DamagedImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import { type Measured, measuredRaster } from './measured.ts';
import type { Pace } from './pace.ts';
import { PngAnimation, type Size } from './pngAnimation.ts';
import { isPadding } from './padding.ts';
import { checkRows, type PixelFormat } from './pngRows.ts';

const signature = '\x89PNG\r\n\x1a\n';

export function isPng(file: Bytes): boolean {
  return file.has(0, signature);
}

/** Chunks that describe the pixels and nothing else. What is in none of these lists is not known. */
const harmless = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'mDCV',
  'mDCv',
  'cLLI',
  'cLLi',
  'bKGD',
  'hIST',
  'pHYs',
  'sPLT',
  'tIME',
  'acTL',
  'fcTL',
  'fdAT',
  'iDOT',
  'oFFs',
  'sCAL',
  'sTER',
  'pCAL',
  'vpAg',
  'orNT',
]);
const texts = new Set(['tEXt', 'zTXt', 'iTXt']);
const critical = ['IHDR', 'PLTE', 'IDAT', 'IEND'];

interface Chunk {
  readonly name: string;
  readonly data: Bytes;
  readonly isIntact: boolean;
}

type Header = PixelFormat & Size;

const checksumStep = 4_000_000;

/** Decoders take no more pixels than this. */
const mostPixels = 2 ** 29 - 1;

export async function readPng(file: Bytes, pace: Pace): Promise<Measured> {
  const image = new PngImage(file);
  await image.readChunks(pace);
  return image.measured(pace);
}

class PngImage {
  readonly #carriage = new Carriage();
  readonly #animation = new PngAnimation();
  #header: Header | undefined;
  readonly #data: Bytes[] = [];
  #isDataOver = false;
  #hasPalette = false;

  constructor(private readonly file: Bytes) {}

  async readChunks(pace: Pace): Promise<void> {
    let at = signature.length;
    let isEnded = false;
    while (!isEnded) {
      if (pace.isDue) await pace.giveWay();
      if (at + 8 > this.file.length) break;
      const length = this.file.u32be(at);
      const name = this.file.text(at + 4, 4);
      // The next chunk tells a browser that the data are whole; it needs no more of it.
      if (this.#data.length > 0 && name !== 'IDAT') this.#isDataOver = true;
      if (at + 12 + length > this.file.length) break;
      const isIntact = await this.#isIntact(at + 4, length + 4, pace);
      this.#take({ name, data: this.file.part(at + 8, length), isIntact });
      at += 12 + length;
      if (name === 'IEND') isEnded = true;
    }
    if (!isEnded) this.#endEarly();
    else if (!(await isPadding(this.file, at, pace))) this.#carriage.unknown();
  }

  async measured(pace: Pace): Promise<Measured> {
    const header = this.#header;
    if (!header || !this.#isDataOver) throw new DamagedImage('There is no image in it.');
    if (header.color === 3 && !this.#hasPalette) throw new DamagedImage('It has no palette.');
    const frames = this.#animation.frames(this.#data);
    for (const frame of [{ ...header, parts: this.#data }, ...frames]) await checkRows({ ...header, ...frame }, pace);
    const { width, height } = header;
    return measuredRaster({ width, height, animated: this.#animation.isAnimated, carriage: this.#carriage });
  }

  #endEarly(): void {
    if (!this.#isDataOver) throw new DamagedImage('It ends too early.');
    this.#animation.break();
  }

  async #isIntact(at: number, length: number, pace: Pace): Promise<boolean> {
    const checked = this.file.part(at, length).raw;
    let crc = 0;
    for (let start = 0; start < length; start += checksumStep) {
      if (pace.isDue) await pace.giveWay();
      crc = crc32(checked.subarray(start, start + checksumStep), crc);
    }
    return crc === this.file.u32be(at + length);
  }

  #take(chunk: Chunk): void {
    const { name, data, isIntact } = chunk;
    if (!this.#header) {
      if (name !== 'IHDR' || !isIntact) throw new DamagedImage('It does not begin with its header.');
      this.#header = readHeader(data);
      return;
    }
    if (!isIntact) {
      this.#passOver(name);
      return;
    }
    this.#note(chunk);
    if (name === 'IDAT') this.#takeData(data);
    else if (name === 'acTL' || name === 'fcTL' || name === 'fdAT') this.#animation.take(name, data, this.#header, this.#data.length > 0);
    else if (name === 'PLTE') this.#takePalette(data);
    else if (isNeeded(name) && !critical.includes(name) && !this.#isDataOver)
      throw new DamagedImage('A chunk that is needed is not known.');
  }

  /** A browser stops at a chunk with a wrong checksum when it cannot do without it, and passes over others. */
  #passOver(name: string): void {
    if (name === 'IEND') return;
    this.#carriage.unknown();
    if (this.#isDataOver) this.#animation.break();
    else if (isNeeded(name) || name === 'fcTL') throw new DamagedImage(`The checksum of ${name} is wrong.`);
  }

  #takePalette(data: Bytes): void {
    if (this.#isDataOver) return;
    if (this.#hasPalette || data.length < 3 || data.length > 3 * 256) throw new DamagedImage('Its palette is none.');
    this.#hasPalette = true;
  }

  #takeData(data: Bytes): void {
    if (this.#isDataOver) throw new DamagedImage('Its data are interrupted.');
    this.#data.push(data);
  }

  #note({ name, data }: Chunk): void {
    if (texts.has(name)) {
      if (name === 'iTXt' && data.has(0, 'XML:com.adobe.xmp\0\0\0')) this.#carriage.xmp(data);
      else this.#carriage.words();
    } else if (name === 'eXIf') this.#carriage.exif(data, !this.#isDataOver);
    else if (!harmless.has(name)) this.#carriage.unknown();
  }
}

/** Nobody may pass over a chunk with a capital letter. */
function isNeeded(name: string): boolean {
  return /^[A-Z]/.test(name);
}

function readHeader(data: Bytes): Header {
  if (data.length !== 13) throw new DamagedImage('Its header has another length.');
  const [width, height] = [data.u32be(0), data.u32be(4)];
  const [depth, color, compression, filter, interlace] = [data.u8(8), data.u8(9), data.u8(10), data.u8(11), data.u8(12)];
  if (width === 0 || height === 0 || width * height > mostPixels) throw new DamagedImage('Its size is out of bounds.');
  const depths: Record<number, readonly number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
  const isKnown = depths[color]?.includes(depth) === true && compression === 0 && filter === 0 && interlace <= 1;
  if (!isKnown) throw new DamagedImage('Its header says what no PNG says.');
  return { width, height, depth, color, isInterlaced: interlace === 1 };
}

import { type Bytes, DamagedImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import { LzwCounter } from './lzw.ts';
import { type Measured, measuredRaster } from './measured.ts';
import type { Pace } from './pace.ts';
import { isPadding } from './padding.ts';

const block = { extension: 0x21, image: 0x2c, trailer: 0x3b } as const;
const extension = { text: 0x01, control: 0xf9, comment: 0xfe, application: 0xff } as const;
const headerLength = 13;
/** Applications that say how an animation runs or what the colors mean. */
const harmless = ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'];
const xmpApplication = 'XMP DataXMP';

export function isGif(file: Bytes): boolean {
  return file.has(0, 'GIF87a') || file.has(0, 'GIF89a');
}

export async function readGif(file: Bytes, pace: Pace): Promise<Measured> {
  const image = new GifImage(file);
  await image.readBlocks(pace);
  return image.measured();
}

class GifImage {
  readonly #carriage = new Carriage();
  #frames = 0;
  #width: number;
  #height: number;
  #largest = 0;
  #at = headerLength;

  constructor(private readonly file: Bytes) {
    file.need(0, headerLength);
    this.#width = file.u16le(6);
    this.#height = file.u16le(8);
    this.#at += colorTableLength(file.u8(10));
  }

  async readBlocks(pace: Pace): Promise<void> {
    while (this.#at < this.file.length) {
      if (pace.isDue) await pace.giveWay();
      if (this.#isCutHere()) break;
      const kind = this.file.u8(this.#at);
      if (kind === block.trailer) {
        if (!(await isPadding(this.file, this.#at, pace, [0, block.trailer]))) this.#carriage.unknown();
        return;
      }
      if (kind === block.extension) await this.#readExtension(pace);
      else if (kind === block.image) await this.#readFrame(pace);
      else break;
    }
    this.#endHere();
  }

  measured(): Measured {
    if (this.#frames === 0) throw new DamagedImage('There is no image in it.');
    return measuredRaster({
      width: this.#width,
      height: this.#height,
      animated: this.#frames > 1,
      decodedPixels: this.#largest,
      carriage: this.#carriage,
    });
  }

  /** A browser shows what came before. */
  #endHere(): void {
    if (this.#at < this.file.length) this.#carriage.unknown();
  }

  /** Whether the file ends in the head of a block: the frames before it are whole. */
  #isCutHere(): boolean {
    const kind = this.file.u8(this.#at);
    const needed = kind === block.image ? 11 : kind === block.extension ? 3 : 1;
    return this.#at + needed > this.file.length;
  }

  async #readExtension(pace: Pace): Promise<void> {
    const label = this.file.u8(this.#at + 1);
    const start = this.#at + 2;
    if (!(await this.#passExtension(start, pace))) return;
    if (label === extension.comment || label === extension.text) this.#carriage.words();
    else if (label === extension.application) this.#noteApplication(start);
    else if (label !== extension.control) this.#carriage.unknown();
  }

  /** @returns whether it was whole: one that is cut ends the file */
  async #passExtension(start: number, pace: Pace): Promise<boolean> {
    try {
      await this.#passBlocks(start, pace);
      return true;
    } catch (error) {
      if (!(error instanceof DamagedImage)) throw error;
      this.#at = this.file.length;
      this.#carriage.unknown();
      return false;
    }
  }

  #noteApplication(start: number): void {
    const length = this.file.u8(start);
    const name = this.file.text(start + 1, length);
    if (name === xmpApplication) this.#carriage.xmp(this.file.part(start, this.#at - start));
    else if (!harmless.includes(name)) this.#carriage.unknown();
  }

  async #readFrame(pace: Pace): Promise<void> {
    const { file } = this;
    const [left, top] = [file.u16le(this.#at + 1), file.u16le(this.#at + 3)];
    const [width, height] = [file.u16le(this.#at + 5), file.u16le(this.#at + 7)];
    const dataAt = this.#at + 10 + colorTableLength(file.u8(this.#at + 9));
    if (this.#frames === 0) this.#fitScreen(left + width, top + height);
    const codes = new LzwCounter(file.u8(dataAt));
    await this.#passBlocks(dataAt + 1, pace, (data) => codes.take(data));
    if (codes.pixels < width * height) throw new DamagedImage('Pixels are missing.');
    this.#frames += 1;
    this.#largest = Math.max(this.#largest, width * height);
  }

  /** A browser enlarges a screen on which the first frame has no room. */
  #fitScreen(right: number, bottom: number): void {
    this.#width = Math.max(this.#width, right);
    this.#height = Math.max(this.#height, bottom);
    if (this.#width === 0 || this.#height === 0) throw new DamagedImage('It has no size.');
  }

  async #passBlocks(start: number, pace: Pace, take?: (data: Buffer) => void): Promise<void> {
    let at = start;
    for (let length = this.file.u8(at); length > 0; length = this.file.u8(at)) {
      this.file.need(at + 1, length);
      take?.(this.file.raw.subarray(at + 1, at + 1 + length));
      at += 1 + length;
      if (pace.isDue) await pace.giveWay();
    }
    this.#at = at + 1;
  }
}

function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

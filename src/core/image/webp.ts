import { type Bytes, DamagedImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import { type Measured, measuredRaster } from './measured.ts';
import type { Pace } from './pace.ts';
import { isPadding } from './padding.ts';
import { checkAlpha, readLossless, readLossy, type Size } from './webpBitstream.ts';

const headerLength = 12;
const chunkHeader = 8;
const frameHeader = 16;
const flag = { animation: 0x02, alpha: 0x10 } as const;
/** The chunks that describe the image and nothing else. */
const harmless = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];

interface Chunk {
  readonly name: string;
  readonly data: Bytes;
}

export function isWebp(file: Bytes): boolean {
  return file.has(0, 'RIFF') && file.has(8, 'WEBP');
}

export async function readWebp(file: Bytes, pace: Pace): Promise<Measured> {
  const end = chunkHeader + file.u32le(4);
  if (end < headerLength + chunkHeader) throw new DamagedImage('It has no room for an image.');
  const image = new WebpImage();
  const body = file.part(0, Math.min(end + (end % 2), file.length));
  if (end > file.length) throw new DamagedImage('It ends too early.');
  for (const chunk of chunksOf(body, headerLength)) {
    if (pace.isDue) await pace.giveWay();
    await image.take(chunk, pace);
  }
  if (!(await isPadding(file, body.length, pace))) image.carriage.unknown();
  return image.measured();
}

/** Goes through chunks; padding to an even length is not part of their data. */
function* chunksOf(file: Bytes, start: number): Generator<Chunk> {
  for (let at = start; at + chunkHeader <= file.length;) {
    const length = file.u32le(at + 4);
    yield { name: file.text(at, 4), data: file.part(at + chunkHeader, length) };
    at += chunkHeader + length + (length % 2);
  }
}

class WebpImage {
  readonly carriage = new Carriage();
  #canvas: Size | undefined;
  #isAnimated = false;
  #still: Size | undefined;
  #hasAnimationHeader = false;
  #frames = 0;

  async take(chunk: Chunk, pace: Pace): Promise<void> {
    const { name, data } = chunk;
    const isFirst = !this.#canvas && !this.#still;
    if (isFirst && !['VP8X', 'VP8 ', 'VP8L'].includes(name)) throw new DamagedImage('It begins with another chunk.');
    if (name === 'VP8X') this.#takeHeader(data);
    else if (name === 'VP8 ' || name === 'VP8L') this.#takePicture(chunk);
    else if (name === 'ALPH') checkAlpha(data, this.#canvas);
    else if (name === 'ANIM') this.#hasAnimationHeader = true;
    else if (name === 'ANMF') await this.#takeFrame(data, pace);
    else this.#note(chunk);
  }

  #note({ name, data }: Chunk): void {
    if (name === 'EXIF') this.carriage.exif(data.has(0, 'Exif\0\0') ? data.from(6) : data, false);
    else if (name === 'XMP ') this.carriage.xmp(data);
    else if (!harmless.includes(name)) this.carriage.unknown();
  }

  measured(): Measured {
    const size = this.#canvas ?? this.#still;
    if (!size || (this.#isAnimated ? this.#frames === 0 : !this.#still)) throw new DamagedImage('There is no image in it.');
    if (!this.#isAnimated && this.#still && !isSame(size, this.#still)) throw new DamagedImage('Its image has another size.');
    return measuredRaster({ ...size, animated: this.#isAnimated && this.#frames > 1, carriage: this.carriage });
  }

  #takeHeader(data: Bytes): void {
    if (this.#canvas) throw new DamagedImage('It has a second header.');
    // Behind a simple picture nothing counts.
    if (this.#still) return;
    const flags = data.u8(0);
    this.#isAnimated = (flags & flag.animation) !== 0;
    this.#canvas = { width: data.u24le(4) + 1, height: data.u24le(7) + 1 };
    if (this.#canvas.width * this.#canvas.height >= 2 ** 32) throw new DamagedImage('Its size is out of bounds.');
  }

  #takePicture(chunk: Chunk): void {
    if (this.#canvas && (this.#isAnimated || this.#still)) throw new DamagedImage('It has a picture too many.');
    this.#still ??= sizeOf(chunk);
  }

  async #takeFrame(data: Bytes, pace: Pace): Promise<void> {
    if (!this.#canvas) return;
    if (!this.#isAnimated) throw new DamagedImage('It has a frame, and no animation.');
    if (!this.#hasAnimationHeader) throw new DamagedImage('A frame comes before the animation is announced.');
    const [x, y] = [2 * data.u24le(0), 2 * data.u24le(3)];
    const size = { width: data.u24le(6) + 1, height: data.u24le(9) + 1 };
    if (x + size.width > this.#canvas.width || y + size.height > this.#canvas.height)
      throw new DamagedImage('A frame is beyond its canvas.');
    let [image, alpha]: (Chunk | undefined)[] = [];
    for (const chunk of chunksOf(data, frameHeader)) {
      if (pace.isDue) await pace.giveWay();
      if (chunk.name === 'VP8 ' || chunk.name === 'VP8L') image ??= chunk;
      else if (chunk.name === 'ALPH') alpha ??= chunk;
      else this.#note(chunk);
    }
    if (!image) throw new DamagedImage('A frame has no image.');
    sizeOf(image);
    if (alpha) checkAlpha(alpha.data, size);
    this.#frames += 1;
  }
}

function sizeOf({ name, data }: Chunk): Size {
  return name === 'VP8L' ? readLossless(data) : readLossy(data);
}

function isSame(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}

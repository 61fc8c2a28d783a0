import { type Bytes, DamagedImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import { JpegFrame } from './jpegFrame.ts';
import { noteSegment } from './jpegSegments.ts';
import { takeHuffmanTables, takeQuantization, type Tables } from './jpegTables.ts';
import { type Measured, measuredRaster } from './measured.ts';
import type { Pace } from './pace.ts';
import { isPadding } from './padding.ts';

const code = {
  huffman: 0xc4,
  arithmetic: 0xcc,
  begin: 0xd8,
  end: 0xd9,
  scan: 0xda,
  quantization: 0xdb,
  height: 0xdc,
  restart: 0xdd,
  comment: 0xfe,
} as const;
/** Baseline, extended, progressive and lossless frames; those of other kinds are decoded by no browser. */
const frames = [0xc0, 0xc1, 0xc2, 0xc3];

/** A browser wants a marker right behind the first one. */
export function isJpeg(file: Bytes): boolean {
  return file.has(0, '\xff\xd8\xff');
}

export async function readJpeg(file: Bytes, pace: Pace): Promise<Measured> {
  const image = new JpegImage(file);
  await image.readSegments(pace);
  return image.measured();
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

class JpegImage {
  readonly #carriage = new Carriage();
  readonly #tables: Tables = { quantization: new Set(), huffman: new Map() };
  #frame: JpegFrame | undefined;
  #restartInterval = 0;
  #at = 2;

  constructor(private readonly file: Bytes) {}

  async readSegments(pace: Pace): Promise<void> {
    for (let marker = await this.#nextMarker(pace); marker !== code.end; marker = await this.#nextMarker(pace)) {
      // These stand alone, with no length behind them.
      if (pace.isDue) await pace.giveWay();
      if (isRestart(marker) || marker === 0x01) continue;
      if (marker === code.begin) throw new DamagedImage('It begins a second time.');
      this.#take(marker, this.#readSegment());
      if (marker === code.scan) await this.#passScan(pace);
    }
    // Cameras put further images, films and their own notes behind the first image.
    if (!(await isPadding(this.file, this.#at, pace, [0, 0xff]))) this.#carriage.note('present', 'unknown');
  }

  measured(): Measured {
    if (!this.#frame?.isComplete) throw new DamagedImage('There is no whole image in it.');
    const { width, height } = this.#frame;
    return measuredRaster({ width, height, animated: false, carriage: this.#carriage });
  }

  /** A length counts itself; a smaller one means that there is nothing. */
  #readSegment(): Bytes {
    const length = Math.max(2, this.file.u16be(this.#at));
    const data = this.file.part(this.#at + 2, length - 2);
    this.#at += length;
    return data;
  }

  #take(marker: number, data: Bytes): void {
    if (frames.includes(marker)) this.#beginFrame(marker, data);
    else if (marker === code.huffman) takeHuffmanTables(data, this.#tables);
    else if (marker === code.quantization) takeQuantization(data, this.#tables);
    else if (marker === code.restart) this.#takeRestartInterval(data);
    else if (marker === code.scan) this.#beginScan(data);
    else if ((marker >= 0xe0 && marker <= 0xef) || marker === code.comment) noteSegment(marker, data, this.#carriage);
    else if (marker !== code.height && marker !== code.arithmetic)
      throw new DamagedImage('It has a segment of a kind that browsers do not read.');
  }

  #beginFrame(marker: number, data: Bytes): void {
    if (this.#frame) throw new DamagedImage('It has a second frame.');
    this.#frame = new JpegFrame(marker, data);
  }

  #beginScan(data: Bytes): void {
    if (!this.#frame) throw new DamagedImage('A scan comes before its frame.');
    this.#frame.beginScan(data, this.#tables);
  }

  #takeRestartInterval(data: Bytes): void {
    if (data.length !== 2) throw new DamagedImage('The restart interval has another length.');
    this.#restartInterval = data.u16be(0);
  }

  /** Before a marker there may be other bytes, and it may have any number of fill bytes. */
  async #nextMarker(pace: Pace): Promise<number> {
    for (;;) {
      const found = this.file.find(0xff, this.#at);
      if (found < 0 || found + 1 >= this.file.length) throw new DamagedImage('It has no end.');
      const marker = this.file.u8(found + 1);
      // Of several fill bytes, the last may begin the marker.
      this.#at = marker === 0xff ? found + 1 : found + 2;
      if (marker !== 0 && marker !== 0xff) return marker;
      if (pace.isDue) await pace.giveWay();
    }
  }

  /**
   * Passes over a scan's packed data. In there, 0xFF is followed by 0, and restart markers are part of it; where there
   * are to be some, a decoder that looks for the next one passes over what is no marker of an image at all.
   */
  async #passScan(pace: Pace): Promise<void> {
    const least = this.#restartInterval > 0 ? 0xc0 : 0x01;
    for (;;) {
      const marker = await this.#nextMarker(pace);
      if (isRestart(marker) || marker < least) continue;
      this.#at -= 2;
      return;
    }
  }
}

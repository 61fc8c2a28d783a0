import { type Bytes, DamagedImage } from './bytes.ts';
import { checkHuffmanTable, type Tables } from './jpegTables.ts';

interface Component {
  readonly id: number;
  readonly quantization: number;
}

/** The header of a scan, whose meaning depends on the kind of frame. */
interface Spectrum {
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
}

const mostSide = 65_500;
const progressive = 0xc2;
const lossless = 0xc3;

/** A frame, and what its scans have brought of it. */
export class JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly #components: readonly Component[];
  /** Components that a scan has begun, with their direct current in a progressive frame. */
  readonly #begun = new Set<number>();

  constructor(
    private readonly kind: number,
    data: Bytes,
  ) {
    const [precision, height, width, count] = [data.u8(0), data.u16be(1), data.u16be(3), data.u8(5)];
    if (precision !== 8) throw new DamagedImage('It has more than 8 bits a sample.');
    if (width === 0 || height === 0 || width > mostSide || height > mostSide) throw new DamagedImage('Its size is out of bounds.');
    if (![1, 3, 4].includes(count) || data.length !== 6 + 3 * count) throw new DamagedImage('Its components are not known.');
    [this.width, this.height] = [width, height];
    this.#components = Array.from({ length: count }, (_, index) => readComponent(data, 6 + 3 * index));
  }

  /** A progressive image of which a component has no direct current is shown by no browser; of others, one scan is enough. */
  get isComplete(): boolean {
    return this.kind === progressive ? this.#begun.size >= this.#components.length : this.#begun.size > 0;
  }

  /** Looks whether what a scan needs is there. */
  beginScan(data: Bytes, tables: Tables): void {
    const count = data.u8(0);
    if (count < 1 || count > 4 || data.length !== 4 + 2 * count) throw new DamagedImage('A scan has another length.');
    const spectrum = readSpectrum(data, 1 + 2 * count);
    this.#checkSpectrum(spectrum, count);
    for (let index = 0; index < count; index++) {
      const id = data.u8(1 + 2 * index);
      const component = this.#components.find((each) => each.id === id);
      if (!component) throw new DamagedImage('A scan has a component that the frame has not.');
      if (this.kind !== lossless && !tables.quantization.has(component.quantization))
        throw new DamagedImage('A quantization table is missing.');
      this.#checkTables(data.u8(2 + 2 * index), spectrum, tables);
      if (this.kind !== progressive || spectrum.first === 0) this.#begun.add(id);
    }
  }

  #checkSpectrum({ first, last, high, low }: Spectrum, count: number): void {
    if (this.kind === lossless && (first < 1 || first > 7 || last !== 0 || high !== 0 || low > 7))
      throw new DamagedImage('A scan predicts impossibly.');
    if (this.kind !== progressive) return;
    const isRange = first === 0 ? last === 0 : first <= last && last < 64 && count === 1;
    if (!isRange || (high !== 0 && low !== high - 1) || low > 13) throw new DamagedImage('A scan refines impossibly.');
  }

  /** @param names of the table of direct current, and of the one of alternating current */
  #checkTables(names: number, { first, high }: Spectrum, { huffman }: Tables): void {
    // An image without any tables means the usual ones, as the images of a film do.
    if (this.kind !== progressive && huffman.size === 0) return;
    const isDirect = this.kind === progressive ? first === 0 && high === 0 : true;
    const isAlternating = this.kind === progressive ? first > 0 : this.kind !== lossless;
    if (isDirect) checkHuffmanTable(huffman.get(names >> 4), this.kind === lossless ? 16 : 15);
    if (isAlternating) checkHuffmanTable(huffman.get(0x10 | (names & 15)), 255);
  }
}

function readComponent(data: Bytes, at: number): Component {
  const [across, down] = [data.u8(at + 1) >> 4, data.u8(at + 1) & 15];
  if (across < 1 || across > 4 || down < 1 || down > 4) throw new DamagedImage('A component is sampled impossibly.');
  return { id: data.u8(at), quantization: data.u8(at + 2) };
}

function readSpectrum(data: Bytes, at: number): Spectrum {
  return { first: data.u8(at), last: data.u8(at + 1), high: data.u8(at + 2) >> 4, low: data.u8(at + 2) & 15 };
}

import { type Bytes, DamagedImage } from './bytes.ts';

/** A box of an ISO media file. */
export interface Box {
  readonly type: string;
  readonly body: Bytes;
  /** The offset of the body in the bytes that hold the box. */
  readonly at: number;
}

/** Goes through the boxes that fill a part of a file. */
export function* boxesOf(file: Bytes, start = 0): Generator<Box> {
  for (let at = start; at < file.length;) {
    const short = file.u32be(at);
    const type = file.text(at + 4, 4);
    const isLong = short === 1;
    const header = (isLong ? 16 : 8) + (type === 'uuid' ? 16 : 0);
    const length = isLong ? file.u32be(at + 8) * 2 ** 32 + file.u32be(at + 12) : short === 0 ? file.length - at : short;
    if (length < header) throw new DamagedImage('A box has an impossible length.');
    yield { type, body: file.part(at + header, length - header), at: at + header };
    at += length;
  }
}

export function findBox(file: Bytes, type: string, start = 0): Bytes | undefined {
  for (const box of boxesOf(file, start)) if (box.type === type) return box.body;
  return undefined;
}

/** The first box of a kind that a file cannot do without. */
export function neededBox(file: Bytes, type: string, start = 0): Bytes {
  const box = findBox(file, type, start);
  if (!box) throw new DamagedImage(`It has no ${type}.`);
  return box;
}

/** Reads numbers one after another, of sizes that the file itself names. */
export class Cursor {
  constructor(
    private readonly bytes: Bytes,
    private at: number,
  ) {}

  /** @param size bytes of the number; 0 gives 0 */
  take(size: number): number {
    this.bytes.budget?.spend(1);
    let value = 0;
    for (let index = 0; index < size; index++) value = value * 256 + this.bytes.u8(this.at + index);
    this.at += size;
    return value;
  }

  text(length: number): string {
    const text = this.bytes.text(this.at, length);
    this.at += length;
    return text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  rest(): Bytes {
    return this.bytes.from(this.at);
  }
}

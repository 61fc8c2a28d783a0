import type { Budget } from './budget.ts';

/** Says that a file breaks its format's rules where a browser minds. Never leaves `inspectImage`. */
export class DamagedImage extends Error {}

/** Says that a file is of no format that is known here. Never leaves `inspectImage`. */
export class OtherFile extends Error {}

/** Says that a browser would be held up by a file. Never leaves `inspectImage`. */
export class TooComplexImage extends Error {}

/** A file's bytes, or a part of them. A read past the end means that the file is damaged. */
export class Bytes {
  readonly length: number;
  readonly #view: Buffer;

  /** @param budget bounds how many parts may be made of it, and of its parts */
  constructor(
    bytes: Uint8Array,
    readonly budget?: Budget,
  ) {
    this.#view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
  }

  u8(at: number): number {
    this.need(at, 1);
    return this.#view[at] ?? 0;
  }

  u16be(at: number): number {
    this.need(at, 2);
    return this.#view.readUInt16BE(at);
  }

  u16le(at: number): number {
    this.need(at, 2);
    return this.#view.readUInt16LE(at);
  }

  u24le(at: number): number {
    this.need(at, 3);
    return this.#view.readUIntLE(at, 3);
  }

  u32be(at: number): number {
    this.need(at, 4);
    return this.#view.readUInt32BE(at);
  }

  u32le(at: number): number {
    this.need(at, 4);
    return this.#view.readUInt32LE(at);
  }

  /** A character for each byte. */
  text(at: number, length: number): string {
    this.need(at, length);
    return this.#view.toString('latin1', at, at + length);
  }

  has(at: number, text: string): boolean {
    return at + text.length <= this.length && this.#view.toString('latin1', at, at + text.length) === text;
  }

  /** The next position of a text or byte, or -1. */
  find(what: string | number, from: number): number {
    return this.#view.indexOf(what, from, 'latin1');
  }

  /** A text up to the zero byte, or to the end. */
  textUntilZero(at: number): string {
    const end = this.find(0, at);
    return this.text(at, (end < 0 ? this.length : end) - at);
  }

  part(at: number, length: number): Bytes {
    this.need(at, length);
    this.budget?.spend(1);
    return new Bytes(this.#view.subarray(at, at + length), this.budget);
  }

  from(at: number): Bytes {
    return this.part(at, this.length - at);
  }

  /** The bytes themselves, shared with the file. */
  get raw(): Buffer {
    return this.#view;
  }

  need(at: number, length: number): void {
    if (at < 0 || length < 0 || at + length > this.length) throw new DamagedImage('It ends too early.');
  }
}

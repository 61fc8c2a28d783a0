import type { Bytes } from './bytes.ts';

/** How the samples of an AV1 image are stored. */
export interface AvSampling {
  readonly depth: 8 | 10 | 12;
  readonly isGray: boolean;
  /** Whether colors have half as many columns, or rows. */
  readonly isHalvedAcross: boolean;
  readonly isHalvedDown: boolean;
}

export interface SequenceHeader extends AvSampling {
  readonly width: number;
  readonly height: number;
}

class Bits {
  #at = 0;

  constructor(private readonly bytes: Bytes) {}

  take(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++, this.#at++)
      value = value * 2 + ((this.bytes.u8(this.#at >> 3) >> (7 - (this.#at & 7))) & 1);
    return value;
  }

  takeFlag(): boolean {
    return this.take(1) === 1;
  }

  /** A number with as many zeros before it as it has further bits. */
  skipUvlc(): void {
    let zeros = 0;
    while (!this.takeFlag() && zeros < 32) zeros += 1;
    this.take(zeros);
  }
}

/** Reads the header that the frames of an AV1 image share (AV1 specification, 5.5), up to its colors. */
export function readSequenceHeader(unit: Bytes): SequenceHeader {
  const bits = new Bits(unit);
  const profile = bits.take(3);
  bits.take(1);
  const isReduced = bits.takeFlag();
  if (isReduced) bits.take(5);
  else skipOperatingPoints(bits);
  const [widthBits, heightBits] = [bits.take(4) + 1, bits.take(4) + 1];
  const [width, height] = [bits.take(widthBits) + 1, bits.take(heightBits) + 1];
  if (!isReduced && bits.takeFlag()) bits.take(7);
  bits.take(3);
  if (!isReduced) skipTools(bits);
  bits.take(3);
  return { width, height, ...readSampling(bits, profile) };
}

function skipOperatingPoints(bits: Bits): void {
  let delayBits: number | undefined;
  if (bits.takeFlag()) {
    bits.take(64);
    if (bits.takeFlag()) bits.skipUvlc();
    if (bits.takeFlag()) {
      delayBits = bits.take(5) + 1;
      bits.take(42);
    }
  }
  const hasDisplayDelay = bits.takeFlag();
  for (let left = bits.take(5) + 1; left > 0; left--) {
    bits.take(12);
    if (bits.take(5) > 7) bits.take(1);
    if (delayBits !== undefined && bits.takeFlag()) bits.take(2 * delayBits + 1);
    if (hasDisplayDelay && bits.takeFlag()) bits.take(4);
  }
}

/** Coding tools that still images do not use. */
function skipTools(bits: Bits): void {
  bits.take(4);
  const hasOrder = bits.takeFlag();
  if (hasOrder) bits.take(2);
  const isScreenContent = bits.takeFlag() || bits.takeFlag();
  if (isScreenContent && !bits.takeFlag()) bits.take(1);
  if (hasOrder) bits.take(3);
}

function readSampling(bits: Bits, profile: number): AvSampling {
  const isHigh = bits.takeFlag();
  const depth = profile === 2 && isHigh ? (bits.takeFlag() ? 12 : 10) : isHigh ? 10 : 8;
  const isGray = profile !== 1 && bits.takeFlag();
  const [primaries, transfer, matrix] = bits.takeFlag() ? [bits.take(8), bits.take(8), bits.take(8)] : [2, 2, 2];
  if (isGray) return { depth, isGray, isHalvedAcross: true, isHalvedDown: true };
  const isRgb = primaries === 1 && transfer === 13 && matrix === 0;
  if (isRgb) return { depth, isGray, isHalvedAcross: false, isHalvedDown: false };
  bits.take(1);
  if (profile < 2) return { depth, isGray, isHalvedAcross: profile === 0, isHalvedDown: profile === 0 };
  const isHalvedAcross = depth < 12 || bits.takeFlag();
  return { depth, isGray, isHalvedAcross, isHalvedDown: depth === 12 && isHalvedAcross && bits.takeFlag() };
}

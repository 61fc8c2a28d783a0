import { type Bytes, DamagedImage } from './bytes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Reads the head of a lossy image (VP8): a key frame whose parts are all there. */
export function readLossy(data: Bytes): Size {
  const tag = data.u24le(0);
  const [isInter, version, isShown, firstPart] = [tag & 1, (tag >> 1) & 7, (tag >> 4) & 1, tag >> 5];
  if (isInter || version > 3 || !isShown) throw new DamagedImage('It is no key frame.');
  if (data.text(3, 3) !== '\x9d\x01\x2a') throw new DamagedImage('Its frame has no signature.');
  const [width, height] = [data.u16le(6) & 0x3fff, data.u16le(8) & 0x3fff];
  if (width === 0 || height === 0) throw new DamagedImage('It has no size.');
  if (10 + firstPart >= data.length) throw new DamagedImage('Its first partition is cut.');
  return { width, height };
}

/** Reads the head of a lossless image (VP8L). */
export function readLossless(data: Bytes): Size {
  if (data.u8(0) !== 0x2f) throw new DamagedImage('Its frame has no signature.');
  const bits = data.u32le(1);
  if (bits >>> 29 !== 0) throw new DamagedImage('It has an unknown version.');
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Looks whether transparency that is not packed is there for each pixel. */
export function checkAlpha(data: Bytes, size: Size | undefined): void {
  const isPacked = (data.u8(0) & 3) !== 0;
  if (!isPacked && size && data.length - 1 < size.width * size.height) throw new DamagedImage('Its alpha is cut.');
}

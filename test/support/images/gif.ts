export interface GifFrame {
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  /** The packed pixels, in as many blocks as they need, with the byte before and the block that ends them. */
  readonly data?: Buffer;
}

export interface GifParts {
  readonly version?: string;
  readonly width?: number;
  readonly height?: number;
  readonly blocks: readonly Buffer[];
  readonly end?: Buffer;
}

/** A GIF with two colors for all frames. */
export function gif({ version = '89a', width = 6, height = 4, blocks, end = Buffer.from([0x3b]) }: GifParts): Buffer {
  const screen = Buffer.from([...u16(width), ...u16(height), 0x80, 0, 0]);
  return Buffer.concat([Buffer.from(`GIF${version}`), screen, Buffer.from([0, 0, 0, 255, 255, 255]), ...blocks, end]);
}

export function frame({ left = 0, top = 0, width = 6, height = 4, data = pixels(width * height) }: GifFrame = {}): Buffer {
  return Buffer.concat([Buffer.from([0x2c, ...u16(left), ...u16(top), ...u16(width), ...u16(height), 0]), data]);
}

/** Pixels of the first color. Each two are followed by a code that starts anew, so that codes stay three bits wide. */
export function pixels(count: number): Buffer {
  const [clear, end] = [4, 5];
  const codes = Array.from({ length: Math.ceil(count / 2) }, (_, pair) => [clear, 0, ...(2 * pair + 1 < count ? [0] : [])]).flat();
  return Buffer.concat([Buffer.from([2]), blocks(packed([...codes, end], 3))]);
}

/**
 * Pixels of the first color in the fewest bytes that LZW can: each code stands for one pixel more than the one before.
 */
export function densePixels(count: number): Buffer {
  const clear = 4;
  const bits: number[] = [];
  const put = (code: number, width: number) => {
    for (let bit = 0; bit < width; bit++) bits.push((code >> bit) & 1);
  };
  let width = 3;
  for (let left = count; left > 0;) {
    put(clear, width);
    width = 3;
    put(0, width);
    left -= 1;
    for (let [next, length] = [6, 2]; left > 0 && next < 4094; length++) {
      put(next, width);
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
      left -= length;
    }
  }
  put(clear + 1, width);
  return Buffer.concat([Buffer.from([2]), blocks(bytesOf(bits))]);
}

/** Pixels of the first color, a code for each and none that starts anew: codes grow to twelve bits, and stay so when all are taken. */
export function neverCleared(count: number): Buffer {
  const bits: number[] = [];
  let [width, next] = [3, 6];
  const put = (code: number) => {
    for (let bit = 0; bit < width; bit++) bits.push((code >> bit) & 1);
  };
  put(4);
  for (let pixel = 0; pixel < count; pixel++) {
    put(0);
    // A decoder learns nothing from the first code.
    if (pixel > 0 && next < 4096) next += 1;
    if (next === 1 << width && width < 12) width += 1;
  }
  put(5);
  return Buffer.concat([Buffer.from([2]), blocks(bytesOf(bits))]);
}

function bytesOf(bits: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => (bytes[at >> 3]! |= bit << (at & 7)));
  return bytes;
}

export function packed(codes: readonly number[], width: number): Buffer {
  const bytes = Buffer.alloc(Math.ceil((codes.length * width) / 8));
  codes.forEach((code, index) => {
    for (let bit = 0; bit < width; bit++) {
      const at = index * width + bit;
      if ((code >> bit) & 1) bytes[at >> 3]! |= 1 << (at & 7);
    }
  });
  return bytes;
}

/** Data in blocks of at most 255 bytes, and the empty one that ends them. */
export function blocks(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    parts.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}

export function extension(label: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x21, label]), data]);
}

export function application(name: string, data: Buffer): Buffer {
  return extension(0xff, Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), data]));
}

export function u16(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}

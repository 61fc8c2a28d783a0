export interface JpegParts {
  readonly width?: number;
  readonly height?: number;
  /** Between the beginning and the tables. */
  readonly before?: readonly Buffer[];
  readonly quantization?: Buffer;
  readonly frame?: Buffer;
  readonly huffman?: Buffer;
  readonly scans?: readonly Buffer[];
  readonly end?: Buffer;
}

/** Packed data of gray blocks: each is two codes of one bit. */
export function grayData(width: number, height: number): Buffer {
  const bits = 2 * Math.ceil(width / 8) * Math.ceil(height / 8);
  // What is left of the last byte is filled with ones.
  return Buffer.concat([Buffer.alloc(Math.floor(bits / 8)), ...(bits % 8 > 0 ? [Buffer.from([0xff >> (bits % 8)])] : [])]);
}

/** A gray image with the smallest tables there are. */
export function jpeg(parts: JpegParts = {}): Buffer {
  const {
    width = 34,
    height = 12,
    before = [],
    quantization = oneQuantization,
    huffman = oneBitTables,
    end = Buffer.from([0xff, 0xd9]),
  } = parts;
  const frame = parts.frame ?? segment(0xc0, Buffer.from([8, ...be16(height), ...be16(width), 1, 1, 0x11, 0]));
  const scans = parts.scans ?? [scan(grayData(width, height))];
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...before, quantization, frame, huffman, ...scans, end]);
}

export const oneQuantization = segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)]));

/** One code of one bit in each: "no change" of the gray, "nothing more" of the rest. */
export const oneBitTables = segment(0xc4, Buffer.concat([0x00, 0x10].map((name) => Buffer.from([name, 1, ...Buffer.alloc(15), 0]))));

/** @param spectrum first and last coefficient, and the bits they are shifted by */
export function scan(data: Buffer, spectrum: readonly [number, number, number] = [0, 63, 0]): Buffer {
  return Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, ...spectrum])), data]);
}

export function segment(marker: number, data: Buffer | string): Buffer {
  const bytes = Buffer.from(data as string, 'latin1');
  return Buffer.concat([Buffer.from([0xff, marker, ...be16(bytes.length + 2)]), bytes]);
}

export function exifSegment(block: Buffer): Buffer {
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]));
}

export function be16(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}

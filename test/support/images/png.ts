import { crc32, deflateSync } from 'node:zlib';

export interface PngParts {
  readonly width?: number;
  readonly height?: number;
  readonly depth?: number;
  readonly color?: number;
  readonly interlace?: number;
  /** Before the image's data. */
  readonly before?: readonly Buffer[];
  /** The image's data; without it, one chunk of rows of zeros. */
  readonly data?: readonly Buffer[];
  /** Between the data and the end. */
  readonly after?: readonly Buffer[];
  readonly end?: Buffer;
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function png(parts: PngParts = {}): Buffer {
  const { width = 5, height = 4, depth = 8, color = 0, interlace = 0, before = [], after = [], end = chunk('IEND') } = parts;
  const data = parts.data ?? [chunk('IDAT', deflateSync(rows(width, height, depth, color)))];
  return Buffer.concat([signature, chunk('IHDR', header({ width, height, depth, color, interlace })), ...before, ...data, ...after, end]);
}

function header({
  width,
  height,
  depth,
  color,
  interlace,
}: Required<Pick<PngParts, 'width' | 'height' | 'depth' | 'color' | 'interlace'>>): Buffer {
  return Buffer.concat([u32(width), u32(height), Buffer.from([depth, color, 0, 0, interlace])]);
}

/** Rows of zeros, each behind its filter. */
export function rows(width: number, height: number, depth = 8, color = 0, filter = 0): Buffer {
  const row = Buffer.alloc(1 + Math.ceil((width * depth * (channels[color] ?? 1)) / 8));
  row[0] = filter;
  return Buffer.concat(Array.from({ length: height }, () => row));
}

/** @param checksum of the name and the data, where it is to be another */
export function chunk(name: string, data: Buffer = Buffer.alloc(0), checksum?: number): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  return Buffer.concat([u32(data.length), named, u32(checksum ?? crc32(named))]);
}

export function palette(colors: number): Buffer {
  return chunk('PLTE', Buffer.alloc(3 * colors, 0x80));
}

/** One of an animation's frames. Further frames have their data in `fdAT`. */
export function frameControl(sequence: number, width = 5, height = 4): Buffer {
  return chunk('fcTL', Buffer.concat([u32(sequence), u32(width), u32(height), u32(0), u32(0), Buffer.from([0, 1, 0, 10, 0, 0])]));
}

export function frameData(sequence: number, packed: Buffer): Buffer {
  return chunk('fdAT', Buffer.concat([u32(sequence), packed]));
}

export function animation(frames: number): Buffer {
  return chunk('acTL', Buffer.concat([u32(frames), u32(0)]));
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

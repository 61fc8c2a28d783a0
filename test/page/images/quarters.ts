import { PNG } from 'pngjs';

export type Color = readonly [red: number, green: number, blue: number];

/** Upper left, upper right, lower left, lower right. */
export const quarterColors: readonly [Color, Color, Color, Color] = [
  [220, 40, 40],
  [40, 170, 60],
  [40, 60, 210],
  [240, 240, 240],
];

/** A PNG of which every pixel is computed. Coordinates run from 0 to 1; alpha from 0 to 255. */
export function computedPng(width: number, height: number, pixel: (x: number, y: number) => readonly [...Color, alpha?: number]): Buffer {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = pixel((x + 0.5) / width, (y + 0.5) / height);
      png.data.set([red, green, blue, alpha], 4 * (y * width + x));
    }
  }
  return PNG.sync.write(png);
}

export function quartersPng(width: number, height: number): Buffer {
  return computedPng(width, height, (x, y) => quarterColors[(y < 0.5 ? 0 : 2) + (x < 0.5 ? 0 : 1)]!);
}

/** An image that changes slowly everywhere, so that its value at any place is known whatever it is scaled to. */
export function slope(x: number, y: number): Color {
  return [Math.round(255 * x), Math.round(255 * y), Math.round(128 + 100 * Math.sin(3 * x + 2 * y))];
}

/** One colour in 16 bits a channel. */
export function deepPng(width: number, height: number, color: Color): Buffer {
  const data = Buffer.alloc(width * height * 8);
  const samples = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  for (let at = 0; at < samples.length; at += 4) samples.set([...color.map((value) => value * 257), 65535], at);
  const png = Object.assign(new PNG({ width, height }), { data });
  return PNG.sync.write(png, { bitDepth: 16, inputHasAlpha: true, colorType: 6 });
}

/** The same pixels, said to be Display P3 (chunk `cICP`: primaries 12, transfer 13, full range RGB). */
export function asDisplayP3(png: Buffer): Buffer {
  const afterHeader = 8 + 25;
  return Buffer.concat([png.subarray(0, afterHeader), chunk('cICP', Buffer.from([12, 13, 0, 1])), png.subarray(afterHeader)]);
}

/** With a text about where it was taken. */
export function withPlace(png: Buffer): Buffer {
  const afterHeader = 8 + 25;
  const text = chunk('tEXt', Buffer.from('Location\0Bengaluru', 'latin1'));
  return Buffer.concat([png.subarray(0, afterHeader), text, png.subarray(afterHeader)]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Puts an EXIF segment that holds nothing but an orientation (1 to 8) behind a JPEG's first marker. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from([
    0x4d,
    0x4d,
    0x00,
    0x2a,
    0x00,
    0x00,
    0x00,
    0x08, // big-endian, first directory at 8
    0x00,
    0x01,
    0x01,
    0x12,
    0x00,
    0x03,
    0x00,
    0x00,
    0x00,
    0x01,
    0x00,
    orientation,
    0x00,
    0x00, // one entry
    0x00,
    0x00,
    0x00,
    0x00, // no further directory
  ]);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** Where a stored pixel is seen by a reader that honours the orientation (EXIF tag 274). Coordinates from 0 to 1. */
export function uprightPlace(orientation: number, x: number, y: number): readonly [number, number] {
  const places: Record<number, readonly [number, number]> = {
    1: [x, y],
    2: [1 - x, y],
    3: [1 - x, 1 - y],
    4: [x, 1 - y],
    5: [y, x],
    6: [1 - y, x],
    7: [1 - y, 1 - x],
    8: [y, 1 - x],
  };
  return places[orientation]!;
}

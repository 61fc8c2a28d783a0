export function webp(chunks: readonly Buffer[], { length }: { readonly length?: number } = {}): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), le(4, length ?? body.length), body]);
}

export function chunk(name: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name), le(4, data.length), data, Buffer.alloc(data.length % 2)]);
}

/** A lossless image of one color: each of its five codes has one symbol, which takes no bits. */
export function lossless(width: number, height: number): Buffer {
  const simpleCode = (symbol: number) =>
    [
      [1, 1],
      [0, 1],
      [1, 1],
      [symbol, 8],
    ] as const;
  const fields = [
    [width - 1, 14],
    [height - 1, 14],
    [0, 1],
    [0, 3],
    // No transform, no cache of colors, no codes of their own for parts of the image.
    [0, 1],
    [0, 1],
    [0, 1],
    ...[200, 100, 50, 255, 0].flatMap(simpleCode),
  ] as const;
  const bits = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, bit) => (value >> bit) & 1));
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  bits.forEach((bit, at) => (bytes[at >> 3]! |= bit << (at & 7)));
  return Buffer.concat([Buffer.from([0x2f]), bytes]);
}

/** The header that says there is more than one image's data. */
export function extended(flags: number, width: number, height: number): Buffer {
  return chunk('VP8X', Buffer.concat([Buffer.from([flags, 0, 0, 0]), le(3, width - 1), le(3, height - 1)]));
}

export function frame({
  x = 0,
  y = 0,
  width,
  height,
  data,
}: {
  x?: number;
  y?: number;
  width: number;
  height: number;
  data: Buffer;
}): Buffer {
  return chunk(
    'ANMF',
    Buffer.concat([le(3, x / 2), le(3, y / 2), le(3, width - 1), le(3, height - 1), le(3, 100), Buffer.from([0]), data]),
  );
}

export const animationHeader = chunk('ANIM', Buffer.alloc(6));

export function le(size: number, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}

import { type Bytes, DamagedImage } from './bytes.ts';

interface HuffmanTable {
  /** How many codes there are of each length, from one bit to sixteen. */
  readonly counts: readonly number[];
  readonly symbols: Buffer;
}

export interface Tables {
  readonly quantization: Set<number>;
  /** Those of direct current under 0 to 3, those of alternating current under 16 to 19. */
  readonly huffman: Map<number, HuffmanTable>;
}

export function takeHuffmanTables(data: Bytes, { huffman }: Tables): void {
  let at = 0;
  while (at < data.length) {
    const name = data.u8(at);
    const counts = Array.from({ length: 16 }, (_, index) => data.u8(at + 1 + index));
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total > 256 || (name & 0x0f) > 3 || name >> 4 > 1) throw new DamagedImage('A Huffman table is none.');
    huffman.set(name, { counts, symbols: data.part(at + 17, total).raw });
    at += 17 + total;
  }
}

/** A table is looked into only when a scan uses it: its codes must not run over, nor its symbols. */
export function checkHuffmanTable(table: HuffmanTable | undefined, largestSymbol: number): void {
  if (!table) throw new DamagedImage('A Huffman table is missing.');
  let next = 0;
  table.counts.forEach((count, index) => {
    next = next * 2 + count;
    if (next > 2 ** (index + 1)) throw new DamagedImage('A Huffman table has too many codes.');
  });
  if (table.symbols.some((symbol) => symbol > largestSymbol)) throw new DamagedImage('A Huffman table has an impossible symbol.');
}

export function takeQuantization(data: Bytes, { quantization }: Tables): void {
  let at = 0;
  while (at < data.length) {
    const name = data.u8(at);
    if ((name & 0x0f) > 3) throw new DamagedImage('A quantization table is none.');
    quantization.add(name & 0x0f);
    at += 1 + (name >> 4 ? 128 : 64);
    data.need(0, at);
  }
}

import { type Bytes, DamagedImage } from './bytes.ts';
import { inflated } from './inflate.ts';
import type { Pace } from './pace.ts';

export interface PixelFormat {
  readonly depth: number;
  /** 0 gray, 2 color, 3 indexed, 4 gray with alpha, 6 color with alpha. */
  readonly color: number;
  readonly isInterlaced: boolean;
}

interface PackedRows extends PixelFormat {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly Bytes[];
}

interface Pass {
  readonly rowLength: number;
  readonly rows: number;
}

const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** The seven passes of an interlaced image: x, y, step of x, step of y. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** As many bytes are unpacked to see that the rows are there; what is larger is not read further. */
const mostUnpacked = 600_000_000;

/** Unpacks the rows of an image and looks whether all are there and each begins with a filter that exists. */
export async function checkRows(packed: PackedRows, pace: Pace): Promise<void> {
  const rows = new Rows(passesOf(packed));
  for await (const chunk of inflated(packed.parts)) {
    if (rows.areWholeAfter(chunk) || rows.taken > mostUnpacked) return;
    if (pace.isDue) await pace.giveWay();
  }
  throw new DamagedImage('Rows are missing.');
}

function passesOf({ width, height, depth, color, isInterlaced }: PackedRows): Pass[] {
  const steps = isInterlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  return steps
    .map(([x, y, stepX, stepY]) => ({ columns: Math.ceil((width - x) / stepX), rows: Math.ceil((height - y) / stepY) }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map(({ columns, rows }) => ({ rowLength: 1 + Math.ceil((columns * depth * (channels[color] ?? 0)) / 8), rows }));
}

/** Counts rows as their bytes come. */
class Rows {
  taken = 0;
  #pass = 0;
  #row = 0;
  /** Bytes until the next row begins. */
  #untilRow = 0;

  constructor(private readonly passes: readonly Pass[]) {}

  areWholeAfter(chunk: Buffer): boolean {
    this.taken += chunk.length;
    let at = this.#untilRow;
    for (let pass = this.passes[this.#pass]; pass && at < chunk.length; pass = this.passes[this.#pass]) {
      if ((chunk[at] ?? 0) > 4) throw new DamagedImage('A row has a filter that does not exist.');
      at += pass.rowLength;
      this.#goOn(pass);
    }
    this.#untilRow = at - chunk.length;
    return this.#pass >= this.passes.length && this.#untilRow <= 0;
  }

  #goOn(pass: Pass): void {
    this.#row += 1;
    if (this.#row === pass.rows) {
      this.#row = 0;
      this.#pass += 1;
    }
  }
}

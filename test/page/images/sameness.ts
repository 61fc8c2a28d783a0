import type { PNG } from 'pngjs';

/** How far two images of the same size are apart, each number from 0 (alike) to 255. */
export interface Distance {
  /** Mean over all cells. */
  readonly mean: number;
  /** Of the cell that differs most. */
  readonly most: number;
}

/**
 * Compares two images by the mean colours of square cells, transparent ones as seen on grey. Two good ways of scaling
 * differ at every edge by a part of a pixel; what is shifted, stretched, cut or of another colour differs by whole cells.
 *
 * @param cell pixels a side
 */
export function distance(one: PNG, other: PNG, cell: number): Distance {
  if (one.width !== other.width || one.height !== other.height) return { mean: 255, most: 255 };
  const [first, second] = [cellMeans(one, cell), cellMeans(other, cell)];
  const differences = first.map((value, index) => Math.abs(value - (second[index] ?? 0)));
  return { mean: differences.reduce((sum, value) => sum + value, 0) / differences.length, most: Math.max(...differences) };
}

function cellMeans({ data, width, height }: PNG, cell: number): number[] {
  const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const sums = new Array<number>(3 * columns * rows).fill(0);
  const counts = new Array<number>(columns * rows).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const into = Math.floor(y / cell) * columns + Math.floor(x / cell);
      const alpha = (data[at + 3] ?? 0) / 255;
      for (let channel = 0; channel < 3; channel++) {
        sums[3 * into + channel]! += (data[at + channel] ?? 0) * alpha + 128 * (1 - alpha);
      }
      counts[into]! += 1;
    }
  }
  return sums.map((sum, index) => sum / (counts[Math.floor(index / 3)] ?? 1));
}

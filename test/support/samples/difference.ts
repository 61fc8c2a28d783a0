import type { PNG } from 'pngjs';

/** A square of an image: its centre and its side, in pixels. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The largest square in the middle. */
export function centred({ width, height }: PNG): Square {
  return { x: width / 2, y: height / 2, side: Math.min(width, height) };
}

/** Mean difference of a channel between a square of an image, averaged down, and what was made of it. */
export function meanDifference(original: PNG, { x: centreX, y: centreY, side }: Square, made: PNG): number {
  const [left, top] = [centreX - side / 2, centreY - side / 2];
  let sum = 0;
  let count = 0;
  for (let y = 4; y < made.height - 4; y += 4) {
    for (let x = 4; x < made.width - 4; x += 4) {
      const column = Math.floor(left + ((x + 0.5) * side) / made.width);
      const row = Math.floor(top + ((y + 0.5) * side) / made.height);
      for (let channel = 0; channel < 3; channel++) {
        const [one = 0, other = 0] = [
          original.data[4 * (row * original.width + column) + channel],
          made.data[4 * (y * made.width + x) + channel],
        ];
        sum += Math.abs(one - other);
        count += 1;
      }
    }
  }
  return sum / count;
}

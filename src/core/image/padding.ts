import type { Bytes } from './bytes.ts';
import type { Pace } from './pace.ts';

const step = 64 * 1024;

/** Whether the rest of a file is nothing but padding. @param fill the bytes that pad */
export async function isPadding(file: Bytes, from: number, pace: Pace, fill: readonly number[] = [0]): Promise<boolean> {
  for (let start = from; start < file.length; start += step) {
    for (const byte of file.raw.subarray(start, start + step)) if (!fill.includes(byte)) return false;
    if (pace.isDue) await pace.giveWay();
  }
  return true;
}

import { type Box, boxesOf } from './boxes.ts';
import type { Bytes } from './bytes.ts';
import type { Carriage } from './carried.ts';
import type { Pace } from './pace.ts';
import { isPadding } from './padding.ts';

/** Room that programs leave, and do not always clear. */
const freeBoxes = ['free', 'skip'];
/** The boxes in which films keep titles, comments and places, for the file or for one track. */
const userBoxes = ['udta', 'meta'];

interface Noting {
  readonly known: readonly string[];
  readonly carriage: Carriage;
  readonly pace: Pace;
}

/** Passes boxes on, and notes those that are not part of an image. */
export async function* noting(boxes: Iterable<Box>, { known, carriage, pace }: Noting): AsyncGenerator<Box> {
  for (const box of boxes) {
    if (pace.isDue) await pace.giveWay();
    const isHarmless =
      known.includes(box.type) || (freeBoxes.includes(box.type) ? await isPadding(box.body, 0, pace) : box.body.length === 0);
    if (!isHarmless) carriage.unknown();
    yield box;
  }
}

/** Whether a film's description has more in it than how it is shown. */
export function hasUserData(moov: Bytes): boolean {
  for (const { type, body } of boxesOf(moov)) {
    if (userBoxes.includes(type)) return true;
    if (type === 'trak' && [...boxesOf(body)].some((inner) => userBoxes.includes(inner.type))) return true;
  }
  return false;
}

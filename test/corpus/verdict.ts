import { PNG } from 'pngjs';
import type { AvatarImage } from '../../src/avatar/image.ts';
import type { InputFailure } from '../../src/avatar/failure.ts';
import type { Result } from '../../src/avatar/result.ts';
import { distance } from '../page/pictures/sameness.ts';
import type { Judgement } from './judge.ts';
import type { Drawn } from './page.ts';

/** In what we and the browser may differ about a file. */
export const disagreements = ['acceptedUndecodable', 'refusedShown', 'sizeDiffers', 'pixelsDiffer', 'slow'] as const;
export type Disagreement = (typeof disagreements)[number];

/** Levels of 255 by which cells of 32 × 32 of 512 × 512 pixels may differ. */
const alike = { mean: 4, most: 28 } as const;
/** How long a window may stand still for a picture. Milliseconds. */
const longestPause = 200;

/** What is known of one file. `drawn` is absent where the extension already refuses it. */
export interface Seen {
  readonly inspected: Result<AvatarImage, InputFailure>;
  /** The longest time for which reading held up everything else in its process. Milliseconds. */
  readonly readingPause: number;
  readonly drawn?: Drawn;
  readonly judgement: Judgement;
}

/** One disagreement with what was seen. */
export interface Finding {
  readonly kind: Disagreement;
  readonly detail: string;
}

/** Holds what we say and draw against what the browser says and draws. */
export function findings({ inspected, readingPause, drawn, judgement }: Seen): Finding[] {
  const found: Finding[] = [];
  const { showsWhole, reason, photograph } = judgement;
  const pause = Math.max(readingPause, drawn?.longestPause ?? 0);
  if (pause > longestPause) found.push({ kind: 'slow', detail: `a pause of ${Math.round(pause)} ms` });
  if (!inspected.ok) {
    if (showsWhole) found.push({ kind: 'refusedShown', detail: `refused when read: ${inspected.failure.kind}` });
    return found;
  }
  // Without a panel, what was read decides alone.
  if (!showsWhole) return [...found, { kind: 'acceptedUndecodable', detail: reason }];
  if (!drawn?.ok) return [...found, { kind: 'refusedShown', detail: `the page refuses it: ${drawn?.reason ?? ''}` }];
  if (!photograph) return found;
  const { width, height } = inspected.value;
  const sizes = { read: `${width} × ${height}`, drawn: `${drawn.width} × ${drawn.height}`, shown: `${photograph.width} × ${photograph.height}` };
  if (!isSameSize(inspected.value, photograph) || !isSameSize(drawn, photograph)) found.push({ kind: 'sizeDiffers', detail: JSON.stringify(sizes) });
  const apart = distance(PNG.sync.read(Buffer.from(drawn.png, 'base64')), photograph.png, 32);
  if (apart.mean > alike.mean || apart.most > alike.most) found.push({ kind: 'pixelsDiffer', detail: JSON.stringify(apart) });
  return found;
}

/** A drawing of less than half a pixel has a natural size of 0; people read 1. */
function isSameSize(one: { width: number; height: number }, shown: { width: number; height: number }): boolean {
  return one.width === Math.max(1, shown.width) && one.height === Math.max(1, shown.height);
}

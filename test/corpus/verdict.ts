import { PNG } from 'pngjs';
import type { AvatarImage } from '../../src/core/model/image.ts';
import type { InputFailure } from '../../src/core/model/failure.ts';
import type { Result } from '../../src/core/base/result.ts';
import { distance } from '../page/images/sameness.ts';
import type { Size } from '../../media/preview/pixels/crop.ts';
import type { Judgement } from './judge.ts';
import type { Drawn } from './page.ts';
import { reasonFor } from './reasons.ts';

/** In what we and the browser may differ about a file. */
export const disagreements = ['acceptedUndecodable', 'refusedShown', 'sizeDiffers', 'pixelsDiffer', 'slow'] as const;
export type Disagreement = (typeof disagreements)[number];

/** Levels of 255 by which cells may differ. */
const alike = { mean: 4, most: 28 } as const;
/** Pixels a side of what is drawn and photographed. */
export const side = 512;
/** How long a window may stand still for an image. Milliseconds. */
export const longestPause = 200;

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
  /** Why the browser is not followed, where that is meant. */
  readonly reason?: string;
}

/** Holds what we say and draw against what the browser says and draws. */
export function findings(seen: Seen): Finding[] {
  return allFindings(seen).map((finding) => {
    const reason = reasonFor(finding.kind, seen);
    return reason === undefined ? finding : { ...finding, reason };
  });
}

function allFindings({ inspected, readingPause, drawn, judgement }: Seen): Finding[] {
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
  const sizes = {
    read: `${width} × ${height}`,
    drawn: `${drawn.width} × ${drawn.height}`,
    shown: `${photograph.width} × ${photograph.height}`,
  };
  if (!isSameSize(inspected.value, photograph) || !isSameSize(drawn, photograph))
    found.push({ kind: 'sizeDiffers', detail: JSON.stringify(sizes) });
  const apart = distance(PNG.sync.read(Buffer.from(drawn.png, 'base64')), photograph.png, cellFor(photograph));
  if (apart.mean > alike.mean || apart.most > alike.most) found.push({ kind: 'pixelsDiffer', detail: JSON.stringify(apart) });
  return found;
}

/**
 * Pixels of the 512 that make a cell. An image of few pixels is enlarged, and there are many good ways to do that: a cell
 * then holds several of its pixels.
 */
function cellFor({ width, height }: Size): number {
  const enlarged = side / Math.min(width, height);
  return Math.min(side, Math.max(32, Math.ceil(8 * enlarged)));
}

function isSameSize(one: Size, shown: Size): boolean {
  return one.width === shown.width && one.height === shown.height;
}

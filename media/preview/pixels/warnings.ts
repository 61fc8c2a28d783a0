import type { Preparation } from '../../../src/core/model/preparation.ts';
import { type WarningKind, warningKinds } from '../../../src/core/model/warningKinds.ts';
import type { PageFacts } from '../../../src/shared/protocol.ts';
import type { Size } from './crop.ts';
import type { PixelFacts } from './pixelFacts.ts';

/** Everything that is known when the warnings are drawn up. */
export interface Situation {
  readonly preparation: Preparation;
  readonly size: Size;
  readonly mediaType: string;
  readonly file: PageFacts;
  readonly pixels: PixelFacts;
  /** Bytes to be sent, as soon as they are known. */
  readonly byteLength: number | undefined;
}

/** Below this many pixels a side, comparable products refuse an avatar or show it blurred. */
const leastSharpSide = 200;
/** The largest size that comparable products accept. */
const heaviestByteLength = 2_000_000;
/** A file below this needs no preparing for its weight. */
const lightByteLength = 500_000;
const usualTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

export function warningsFor(situation: Situation): WarningKind[] {
  return warningKinds.filter((kind) => applies[kind](situation));
}

const applies: Record<WarningKind, (situation: Situation) => boolean> = {
  small: ({ preparation, size, mediaType }) => {
    const side = preparation.asItIs ? Math.min(size.width, size.height) : preparation.crop.side;
    return mediaType !== 'image/svg+xml' && side < leastSharpSide;
  },
  notSquare: ({ preparation, size }) => preparation.asItIs && size.width !== size.height,
  unusualFormat: ({ preparation, mediaType }) => preparation.asItIs && !usualTypes.includes(mediaType),
  place: ({ preparation, file }) => preparation.asItIs && file.carries === 'place',
  metadata: ({ preparation, file }) => preparation.asItIs && file.carries === 'metadata',
  unread: ({ preparation, file }) => preparation.asItIs && file.carries === 'unknown',
  firstFrameOnly: ({ preparation, file }) => !preparation.asItIs && file.animated,
  cutDetail: ({ pixels }) => pixels.cutShare > 0.3,
  transparent: ({ preparation, pixels }) => isOpen(preparation) && pixels.transparentShare > 0.5,
  whiteInJpeg: ({ preparation, pixels }) =>
    !preparation.asItIs && preparation.output.format === 'jpeg' && preparation.background === 'keep' && pixels.transparentShare > 0.01,
  heavy: ({ byteLength }) => byteLength !== undefined && byteLength > heaviestByteLength,
};

function isOpen({ asItIs, background, output }: Preparation): boolean {
  return asItIs || (background === 'keep' && output.format !== 'jpeg');
}

/** Whether a file is fine as it is: then nothing is gained by writing it anew, and its colours stay its own. */
export function isFineAsItIs(size: Size, mediaType: string, byteLength: number, file: PageFacts): boolean {
  return (
    size.width === size.height &&
    size.width >= leastSharpSide &&
    usualTypes.includes(mediaType) &&
    byteLength <= lightByteLength &&
    file.carries === 'nothing'
  );
}

import { avifKinds } from './avifKinds.ts';
import { gifKinds } from './gifKinds.ts';
import { jpegKinds } from './jpegKinds.ts';
import type { ImageKind } from './kind.ts';
import { pngKinds } from './pngKinds.ts';
import { svgCostKinds } from './svgCostKinds.ts';
import { svgKinds } from './svgKinds.ts';
import { webpKinds } from './webpKinds.ts';

/** A small file of each kind that there is to know, with the right answer about it. */
export const generatedCorpus: readonly ImageKind[] = [
  ...pngKinds,
  ...jpegKinds,
  ...gifKinds,
  ...webpKinds,
  ...avifKinds,
  ...svgKinds,
  ...svgCostKinds,
];

import type { ImageFacts } from '../model/image.ts';
import type { Bytes } from './bytes.ts';
import type { Carriage } from './carried.ts';
import type { Pace } from './pace.ts';

/** The result of reading a file to its end. */
export interface Measured {
  readonly width: number;
  readonly height: number;
  readonly facts: ImageFacts;
}

/** Reads a file of one format to its end. @throws DamagedImage or TooComplexImage */
export type Reader = (file: Bytes, pace: Pace) => Promise<Measured>;

/** The facts of a raster image from its file. `width` and `height` are as stored. */
interface Raster {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  /** The pixels that a decoder allocates, where they are more than those of the image. */
  readonly decodedPixels?: number;
  readonly carriage: Carriage;
}

/** A raster image as a browser shows it: turned by its orientation. */
export function measuredRaster({ width, height, animated, carriage, decodedPixels = 0 }: Raster): Measured {
  const isTurned = (carriage.orientation ?? 1) >= 5;
  const { metadata, place } = carriage;
  const facts = { animated, metadata, place, decodedPixels: Math.max(decodedPixels, width * height), drawingCost: 0 };
  return isTurned ? { width: height, height: width, facts } : { width, height, facts };
}

import type { Size } from './crop.ts';

type Context = OffscreenCanvasRenderingContext2D;

/** Pixels a side that no canvas goes beyond. */
const longestSide = 16_384;

/** Whether a canvas can have so many pixels a side. */
export function fitsCanvas({ width, height }: Size): boolean {
  return Math.max(width, height) <= longestSide;
}

/** The size of the same shape that has at most so many pixels, and that a canvas can have. */
export function sizeWithin({ width, height }: Size, mostPixels: number): Size {
  const factor = Math.min(Math.sqrt(mostPixels / (width * height)), longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * @param isDrawnHere has this process do the work of drawing: with it, and not with the process that all windows share,
 * ends what takes too long
 * @throws when the browser has no memory left for another canvas
 */
export function contextOf(canvas: OffscreenCanvas, isDrawnHere = false): Context {
  const context = canvas.getContext('2d', { willReadFrequently: isDrawnHere });
  if (!context) throw new Error(`No canvas of ${canvas.width} × ${canvas.height} pixels can be made.`);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  return context;
}

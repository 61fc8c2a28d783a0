import type { Background, Crop } from '../../../src/avatar/preparation.ts';
import { matrixOf, type Point, type Size, toPicture } from './crop.ts';

/** A picture that can be drawn: the upright original, or a reduced copy of it. */
export interface Drawable {
  readonly image: ImageBitmap | OffscreenCanvas | HTMLImageElement;
  /** Of the upright original. */
  readonly size: Size;
}

/** How many of the drawable's pixels make one of the original's: 1, or less for a reduced copy. */
export function scaleOf({ image, size }: Drawable): Point {
  return { x: image.width / size.width, y: image.height / size.height };
}

type Context = OffscreenCanvasRenderingContext2D;

/** A part of a drawable, in its own pixels. */
interface Region {
  readonly image: Drawable['image'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a crop as a square of `side` pixels. A picture that gets much smaller is halved step by step first: one big step
 * skips pixels and makes fine detail flicker, whatever quality the browser is asked for.
 */
export function drawnCrop(drawable: Drawable, crop: Crop, background: Background, side: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(side, side);
  const context = contextOf(canvas);
  const needed = neededRegion(drawable, crop);
  if (needed) drawRegion(context, drawable, needed, crop, side);
  if (background !== 'keep') {
    context.resetTransform();
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = background;
    context.fillRect(0, 0, side, side);
  }
  return canvas;
}

/** The whole picture with at most this many pixels. */
export function reduced(drawable: Drawable, mostPixels: number): Drawable {
  const { image, size } = drawable;
  const factor = Math.sqrt(mostPixels / (image.width * image.height));
  if (factor >= 1) return drawable;
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  const near = halved({ image, x: 0, y: 0, width: image.width, height: image.height }, width, height);
  return { image: resampled(near, width, height), size };
}

function drawRegion(context: Context, drawable: Drawable, region: Region, crop: Crop, side: number): void {
  const scale = scaleOf(drawable);
  // Where the region lies in the original stays exact, however many pixels it is reduced to.
  const [left, top] = [region.x / scale.x, region.y / scale.y];
  const [width, height] = [region.width / scale.x, region.height / scale.y];
  const wanted = (length: number) => Math.max(1, Math.ceil((length * side) / crop.side));
  const near = halved(region, wanted(width), wanted(height));
  const { a, b, c, d, e, f } = matrixOf(crop, side);
  context.setTransform(a, b, c, d, e, f);
  context.drawImage(near.image, near.x, near.y, near.width, near.height, left, top, width, height);
}

/** The part of the drawable that the crop shows, grown to whole pixels; `undefined` when it shows none. */
function neededRegion(drawable: Drawable, crop: Crop): Region | undefined {
  const { image } = drawable;
  const scale = scaleOf(drawable);
  const corners: Point[] = [toPicture(crop, { x: 0, y: 0 }), toPicture(crop, { x: 1, y: 1 })];
  const along = (values: number[], length: number) => {
    const from = Math.max(0, Math.floor(Math.min(...values)) - 1);
    return { from, length: Math.min(length, Math.ceil(Math.max(...values)) + 1) - from };
  };
  const horizontal = along(corners.map(({ x }) => x * scale.x), image.width);
  const vertical = along(corners.map(({ y }) => y * scale.y), image.height);
  if (horizontal.length <= 0 || vertical.length <= 0) return undefined;
  return { image, x: horizontal.from, y: vertical.from, width: horizontal.length, height: vertical.length };
}

/** Halves a region while it stays at least as large as wanted. A vector picture has no pixels to lose and stays. */
function halved(region: Region, width: number, height: number): Region {
  let current = region;
  while (!isElement(current.image) && current.width / 2 >= width && current.height / 2 >= height) {
    const half = { width: Math.max(1, Math.round(current.width / 2)), height: Math.max(1, Math.round(current.height / 2)) };
    current = { image: resampled(current, half.width, half.height), x: 0, y: 0, ...half };
  }
  return current;
}

function isElement(image: Drawable['image']): boolean {
  return typeof HTMLImageElement !== 'undefined' && image instanceof HTMLImageElement;
}

function resampled({ image, x, y, width, height }: Region, toWidth: number, toHeight: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(toWidth, toHeight);
  contextOf(canvas).drawImage(image, x, y, width, height, 0, 0, toWidth, toHeight);
  return canvas;
}

/** @throws when the browser has no memory left for another canvas */
function contextOf(canvas: OffscreenCanvas): Context {
  const context = canvas.getContext('2d');
  if (!context) throw new Error(`No canvas of ${canvas.width} × ${canvas.height} pixels can be made.`);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  return context;
}

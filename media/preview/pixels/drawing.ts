import type { Background, Crop } from '../../../src/core/model/preparation.ts';
import { matrixOf, type Point, type Size, toPicture } from './crop.ts';

/** A picture as pixels: the upright original, or a reduced copy of it. */
export interface Raster {
  readonly image: ImageBitmap | OffscreenCanvas;
  /** Of the upright original. */
  readonly size: Size;
}

/** A drawing whose image element is exactly of this size. */
export interface Vector {
  readonly image: HTMLImageElement;
  readonly size: Size;
}

/** How many of the raster's pixels make one of the original's: 1, or less for a reduced copy. */
export function scaleOf({ image, size }: Raster): Point {
  return { x: image.width / size.width, y: image.height / size.height };
}

type Context = OffscreenCanvasRenderingContext2D;

/** A part of a raster, in its own pixels. */
interface Region {
  readonly image: Raster['image'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a crop as a square of `side` pixels. A picture that gets much smaller is halved step by step first: one big step
 * skips pixels and makes fine detail flicker, whatever quality the browser is asked for.
 */
export function drawnCrop(picture: Raster | Vector, crop: Crop, background: Background, side: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(side, side);
  const context = contextOf(canvas, isVector(picture));
  const { a, b, c, d, e, f } = matrixOf(crop, side);
  context.setTransform(a, b, c, d, e, f);
  if (isVector(picture)) drawWhole(context, picture);
  else drawNeeded(context, picture, crop, side);
  if (background !== 'keep') {
    context.resetTransform();
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = background;
    context.fillRect(0, 0, side, side);
  }
  return canvas;
}

/** The whole picture with at most this many pixels. */
export function reduced(raster: Raster, mostPixels: number): Raster {
  const { image, size } = raster;
  if (image.width * image.height <= mostPixels) return raster;
  const { width, height } = sizeWithin(image, mostPixels);
  const near = halved({ image, x: 0, y: 0, width: image.width, height: image.height }, width, height);
  return { image: resampled(near, width, height), size };
}

/** The whole drawing as so many pixels, or as near to that as its shape allows. */
export function rastered(vector: Vector, pixels: number): Raster {
  const { width, height } = sizeWithin(vector.size, pixels);
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas, true);
  context.scale(width / vector.size.width, height / vector.size.height);
  drawWhole(context, vector);
  return { image: canvas, size: vector.size };
}

/** Pixels a side that no canvas goes beyond. */
export const longestCanvasSide = 16_384;

function sizeWithin({ width, height }: Size, pixels: number): Size {
  const factor = Math.min(Math.sqrt(pixels / (width * height)), longestCanvasSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

function isVector(picture: Raster | Vector): picture is Vector {
  return typeof HTMLImageElement !== 'undefined' && picture.image instanceof HTMLImageElement;
}

/** All of it, drawn from its shapes; what lies beyond the canvas costs nothing. */
function drawWhole(context: Context, { image, size }: Vector): void {
  context.drawImage(image, 0, 0, size.width, size.height);
}

function drawNeeded(context: Context, raster: Raster, crop: Crop, side: number): void {
  const region = neededRegion(raster, crop);
  if (!region) return;
  const scale = scaleOf(raster);
  // Where the region lies in the original stays exact, however many pixels it is reduced to.
  const [left, top] = [region.x / scale.x, region.y / scale.y];
  const [width, height] = [region.width / scale.x, region.height / scale.y];
  const wanted = (length: number) => Math.max(1, Math.ceil((length * side) / crop.side));
  const near = halved(region, wanted(width), wanted(height));
  context.drawImage(near.image, near.x, near.y, near.width, near.height, left, top, width, height);
}

/** The part of the raster that the crop shows, grown to whole pixels; `undefined` when it shows none. */
function neededRegion(raster: Raster, crop: Crop): Region | undefined {
  const { image } = raster;
  const scale = scaleOf(raster);
  const corners: Point[] = [toPicture(crop, { x: 0, y: 0 }), toPicture(crop, { x: 1, y: 1 })];
  const along = (values: number[], length: number) => {
    const from = Math.max(0, Math.floor(Math.min(...values)) - 1);
    return { from, length: Math.min(length, Math.ceil(Math.max(...values)) + 1) - from };
  };
  const horizontal = along(
    corners.map(({ x }) => x * scale.x),
    image.width,
  );
  const vertical = along(
    corners.map(({ y }) => y * scale.y),
    image.height,
  );
  if (horizontal.length <= 0 || vertical.length <= 0) return undefined;
  return { image, x: horizontal.from, y: vertical.from, width: horizontal.length, height: vertical.length };
}

/** Halves a region while it stays at least as large as wanted. */
function halved(region: Region, width: number, height: number): Region {
  let current = region;
  while (current.width / 2 >= width && current.height / 2 >= height) {
    const half = { width: Math.max(1, Math.round(current.width / 2)), height: Math.max(1, Math.round(current.height / 2)) };
    current = { image: resampled(current, half.width, half.height), x: 0, y: 0, ...half };
  }
  return current;
}

function resampled({ image, x, y, width, height }: Region, toWidth: number, toHeight: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(toWidth, toHeight);
  contextOf(canvas).drawImage(image, x, y, width, height, 0, 0, toWidth, toHeight);
  return canvas;
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

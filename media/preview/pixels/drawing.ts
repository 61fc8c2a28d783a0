import type { Background, Crop } from '../../../src/core/model/preparation.ts';
import { contextOf, sizeWithin } from './canvas.ts';
import { matrixOf, type Point, type Size, toImage } from './crop.ts';
import { Raster } from './raster.ts';

/** A drawing whose image element is exactly of this size. */
export interface Vector {
  readonly image: HTMLImageElement;
  readonly size: Size;
}

type Context = OffscreenCanvasRenderingContext2D;

/** Draws a crop as a square of `side` pixels. */
export function drawnCrop(image: Raster | Vector, crop: Crop, background: Background, side: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(side, side);
  const context = contextOf(canvas, isVector(image));
  const { a, b, c, d, e, f } = matrixOf(crop, side);
  context.setTransform(a, b, c, d, e, f);
  if (isVector(image)) drawWhole(context, image);
  else drawNeeded(context, image, crop, side);
  if (background !== 'keep') {
    context.resetTransform();
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = background;
    context.fillRect(0, 0, side, side);
  }
  return canvas;
}

/** The whole drawing as so many pixels, or as near to that as its shape allows. */
export function rastered(vector: Vector, pixels: number): Raster {
  const { width, height } = sizeWithin(vector.size, pixels);
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas, true);
  context.scale(width / vector.size.width, height / vector.size.height);
  drawWhole(context, vector);
  return new Raster(canvas, vector.size);
}

function isVector(image: Raster | Vector): image is Vector {
  return typeof HTMLImageElement !== 'undefined' && image.image instanceof HTMLImageElement;
}

/** All of it, drawn from its shapes; what lies beyond the canvas costs nothing. */
function drawWhole(context: Context, { image, size }: Vector): void {
  context.drawImage(image, 0, 0, size.width, size.height);
}

/** Draws the part of the raster that the crop shows, from the smallest copy that has enough pixels for it. */
function drawNeeded(context: Context, raster: Raster, crop: Crop, side: number): void {
  const enough = side / crop.side;
  const { image, scale } = raster.smallest(({ x, y }) => x >= enough && y >= enough);
  const part = shownPart(crop, image, scale);
  if (part.width <= 0 || part.height <= 0) return;
  // The part's position in the original stays exact, however many pixels it has here.
  const [left, top] = [part.x / scale.x, part.y / scale.y];
  const [width, height] = [part.width / scale.x, part.height / scale.y];
  context.drawImage(image, part.x, part.y, part.width, part.height, left, top, width, height);
}

/** The part of an image that a crop shows, in the image's pixels and grown to whole ones; without extent when it shows none. */
function shownPart(crop: Crop, image: Size, scale: Point): Point & Size {
  const corners: Point[] = [toImage(crop, { x: 0, y: 0 }), toImage(crop, { x: 1, y: 1 })];
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
  return { x: horizontal.from, y: vertical.from, width: horizontal.length, height: vertical.length };
}

import type { Crop, QuarterTurns } from '../../../src/core/model/preparation.ts';

/** Geometry of the crop square: plain numbers in, plain numbers out. All lengths in pixels of the upright image. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A size as people read it: a drawing may be 37.5 pixels wide. */
export function wholePixels({ width, height }: Size): [width: number, height: number] {
  return [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
}

/** How far one can zoom in: 100 % is the largest square inside the image. */
const mostZoom = 20;
/** How far apart numbers may be that were reached in different ways: far less than could ever be seen. */
const rounding = 1e-6;

/** The largest centred square. */
export function filling(size: Size): Crop {
  return centred(size, Math.min(size.width, size.height));
}

/** The smallest centred square that holds the whole image. */
export function fitting(size: Size): Crop {
  return centred(size, Math.max(size.width, size.height));
}

function centred({ width, height }: Size, side: number): Crop {
  return { x: width / 2, y: height / 2, side, quarterTurns: 0, flipped: false };
}

/** 1 when the square is the largest inside the image, above it when zoomed in. */
export function zoomOf({ side }: Crop, { width, height }: Size): number {
  return Math.min(width, height) / side;
}

export function zoomLimits({ width, height }: Size): { least: number; most: number } {
  const shorter = Math.min(width, height);
  return { least: shorter / Math.max(width, height), most: Math.max(1, Math.min(mostZoom, shorter)) };
}

/** Whether there is any zoom left in that direction. */
export function canZoom(crop: Crop, size: Size, inward: boolean): boolean {
  const { least, most } = zoomLimits(size);
  const zoom = zoomOf(crop, size);
  return inward ? zoom < most * (1 - rounding) : zoom > least * (1 + rounding);
}

/** Whether two crops show the same, but for what rounding made of their numbers. */
export function isSameCrop(one: Crop, other: Crop): boolean {
  const isClose = (key: 'x' | 'y' | 'side') => Math.abs(one[key] - other[key]) <= rounding * one.side;
  return isClose('x') && isClose('y') && isClose('side') && one.quarterTurns === other.quarterTurns && one.flipped === other.flipped;
}

/** Zooms so that what is at `anchor` (in the square, each from 0 to 1) stays where it is. */
export function zoomedTo(crop: Crop, size: Size, zoom: number, anchor: Point = { x: 0.5, y: 0.5 }): Crop {
  const { least, most } = zoomLimits(size);
  const side = Math.min(size.width, size.height) / Math.min(most, Math.max(least, zoom));
  const before = toImage(crop, anchor);
  const after = toImage({ ...crop, side }, anchor);
  return clamped({ ...crop, side, x: crop.x + before.x - after.x, y: crop.y + before.y - after.y }, size);
}

/** Moves the image under the square by a share of the square's side, right and down as it is seen. */
export function moved(crop: Crop, size: Size, right: number, down: number): Crop {
  const from = toImage(crop, { x: 0, y: 0 });
  const to = toImage(crop, { x: right, y: down });
  return clamped({ ...crop, x: crop.x - (to.x - from.x), y: crop.y - (to.y - from.y) }, size);
}

/** Turns what is seen clockwise (`1`) or counter-clockwise (`-1`) about the centre of the square. */
export function turned(crop: Crop, by: 1 | -1): Crop {
  // Flipping comes after turning, so a flipped image turns the other way round underneath.
  const step = crop.flipped ? -by : by;
  return { ...crop, quarterTurns: ((crop.quarterTurns + step + 4) % 4) as QuarterTurns };
}

/** Mirrors what is seen left to right about the centre of the square. */
export function flipped(crop: Crop): Crop {
  return { ...crop, flipped: !crop.flipped };
}

/** Keeps turn and flip, and goes back to the largest square or the whole image. */
export function recropped({ quarterTurns, flipped: mirrored }: Crop, fresh: Crop): Crop {
  return { ...fresh, quarterTurns, flipped: mirrored };
}

/** The point of the image that is seen at a point of the square (each from 0 to 1). */
export function toImage({ x, y, side, quarterTurns, flipped: mirrored }: Crop, seen: Point): Point {
  const { a, b, c, d } = directionOf(quarterTurns, mirrored);
  const right = (seen.x - 0.5) * side;
  const down = (seen.y - 0.5) * side;
  // The matrix is orthonormal: its inverse is its transpose.
  return { x: x + a * right + b * down, y: y + c * right + d * down };
}

/** The affine matrix (as of `setTransform`) from the image to a square of `outputSide` pixels. */
export function matrixOf({ x, y, side, quarterTurns, flipped: mirrored }: Crop, outputSide: number) {
  const scale = outputSide / side;
  const direction = directionOf(quarterTurns, mirrored);
  const [a, b, c, d] = [direction.a * scale, direction.b * scale, direction.c * scale, direction.d * scale];
  return { a, b, c, d, e: outputSide / 2 - (a * x + c * y), f: outputSide / 2 - (b * x + d * y) };
}

function directionOf(quarterTurns: QuarterTurns, mirrored: boolean) {
  const cos = [1, 0, -1, 0][quarterTurns] ?? 1;
  const sin = [0, 1, 0, -1][quarterTurns] ?? 0;
  const mirror = mirrored ? -1 : 1;
  return { a: mirror * cos, b: sin, c: mirror * -sin, d: cos };
}

/**
 * Keeps the square inside the image along a side that is longer than it, and the image inside the square along a
 * side that is shorter: no gap comes up by accident.
 */
function clamped(crop: Crop, { width, height }: Size): Crop {
  return { ...crop, x: clampedAlong(crop.x, crop.side, width), y: clampedAlong(crop.y, crop.side, height) };
}

function clampedAlong(centre: number, side: number, length: number): number {
  const low = Math.min(side / 2, length - side / 2);
  const high = Math.max(side / 2, length - side / 2);
  return Math.min(high, Math.max(low, centre));
}

import { contextOf } from './canvas.ts';
import type { Point, Size } from './crop.ts';

type Pixels = ImageBitmap | OffscreenCanvas;

/**
 * An image as pixels: the upright original, or a smaller copy of it.
 *
 * One big step to a much smaller size skips pixels and makes fine detail flicker, whatever quality the browser is asked
 * for. So a raster is halved step by step, and keeps its half for the next time: as with mipmaps, that costs a third of
 * its memory.
 */
export class Raster {
  #half: Raster | undefined;

  constructor(
    readonly image: Pixels,
    /** Of the upright original. */
    readonly size: Size,
  ) {}

  /** How many pixels of the raster make one of the original: 1, or less for a smaller copy. */
  get scale(): Point {
    return { x: this.image.width / this.size.width, y: this.image.height / this.size.height };
  }

  /** The smallest copy of which something is still true, found by halving; the raster itself where it holds for no half. */
  smallest(isEnough: (scale: Point) => boolean): Raster {
    const { width, height } = this.image;
    const [halfWidth, halfHeight] = [halved(width), halved(height)];
    if (width * height === 1 || !isEnough({ x: halfWidth / this.size.width, y: halfHeight / this.size.height })) return this;
    this.#half ??= new Raster(resampled(this.image, halfWidth, halfHeight), this.size);
    return this.#half.smallest(isEnough);
  }

  /** The whole image with exactly so many pixels. */
  resized({ width, height }: Size): Raster {
    const near = this.smallest(({ x, y }) => x * this.size.width >= width && y * this.size.height >= height);
    return new Raster(resampled(near.image, width, height), this.size);
  }

  /** Gives its memory back at once. */
  close(): void {
    if (this.image instanceof ImageBitmap) this.image.close();
    this.#half = undefined;
  }
}

function halved(length: number): number {
  return Math.max(1, Math.round(length / 2));
}

function resampled(image: Pixels, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas).drawImage(image, 0, 0, width, height);
  return canvas;
}

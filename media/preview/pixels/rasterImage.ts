import type { Background, Crop, Output } from '../../../src/core/model/preparation.ts';
import { contextOf, fitsCanvas, sizeWithin } from './canvas.ts';
import type { Size } from './crop.ts';
import { encoded } from './encoding.ts';
import { mayHaveOwnColors, startOf } from './fileColors.ts';
import type { OpenBlob, OpenImage } from './pixelServer.ts';
import { Raster } from './raster.ts';

/** Pixels of what the page draws at every frame: a stage of 360 CSS pixels on a dense screen, four times over. */
export const proxyPixels = 1536 * 1536;
/** Pixels of what is kept between two encodings: 67 MB and a third for its halves, where a 48-megapixel photo takes 192. */
const keptPixels = 4096 * 4096;

/** All pixels of a file, upright, in sRGB, as the page around an avatar shows it. @throws when the browser cannot decode it */
export type Decode = (blob: Blob) => Promise<Raster>;

/** Opens an image made of pixels. */
export function rasterOpener(decode: Decode): OpenBlob {
  return async (blob) => {
    const whole = await decode(blob);
    const isKept = pixelsOf(whole.image) <= keptPixels;
    const kept = isKept ? whole : whole.resized(sizeWithin(whole.image, keptPixels));
    if (!isKept) whole.close();
    const proxy = await smallBitmap(kept.image);
    return { image: new RasterImage(blob, kept, decode), opened: { proxy, size: whole.size } };
  };
}

/** The copy that the page draws from. The browser makes it in one step, and mixes all pixels that become one. */
function smallBitmap(image: Raster['image']): Promise<ImageBitmap> {
  if (pixelsOf(image) <= proxyPixels) return createImageBitmap(image);
  const { width, height } = sizeWithin(image, proxyPixels);
  return createImageBitmap(image, { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' });
}

class RasterImage implements OpenImage {
  constructor(
    private readonly blob: Blob,
    private readonly kept: Raster,
    private readonly decode: Decode,
  ) {}

  /** Writes a crop. Only when more was zoomed in than the kept copy holds are the bytes decoded once more. */
  async encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer> {
    const scale = this.kept.scale.x;
    if (scale === 1 || crop.side * scale >= output.side) return encoded(this.kept, crop, background, output);
    const whole = await this.decode(this.blob);
    try {
      return await encoded(whole, crop, background, output);
    } finally {
      whole.close();
    }
  }
}

/** Decodes off this thread. EXIF orientation is applied by the decoder. */
export const decodeBitmap: Decode = async (blob) => {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const size: Size = { width: image.width, height: image.height };
  if (!mayHaveOwnColors(startOf(await blob.arrayBuffer())) || !canBeDrawnOnce(size)) return new Raster(image, size);
  // A bitmap keeps its file's colour space, and scaling it mixes neighbours there: fine lines come out lighter or darker
  // than where the browser shows the file. What was drawn once, pixel for pixel, is in the canvas's own.
  const canvas = new OffscreenCanvas(size.width, size.height);
  contextOf(canvas).drawImage(image, 0, 0);
  image.close();
  return new Raster(canvas, size);
};

/** An image beyond this is made smaller by far: then nothing is left of how its neighbours are mixed. */
function canBeDrawnOnce(size: Size): boolean {
  return fitsCanvas(size) && pixelsOf(size) <= 4 * keptPixels;
}

function pixelsOf({ width, height }: Size): number {
  return width * height;
}

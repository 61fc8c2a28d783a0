import type { Background, Crop, Output } from '../../../src/avatar/preparation.ts';
import type { Size } from './crop.ts';
import { type Raster, reduced, scaleOf } from './drawing.ts';
import { encoded } from './encoding.ts';
import type { OpenBlob, OpenPicture } from './pixelServer.ts';

/** Pixels of what the page draws at every frame: a stage of 360 CSS pixels on a dense screen, four times over. */
export const proxyPixels = 1536 * 1536;
/** Pixels of what is kept between two encodings: 67 MB, where a 48-megapixel photo takes 192. */
const keptPixels = 4096 * 4096;

/** Decodes a picture made of pixels, off the worker's own thread. @throws InvalidStateError when the browser cannot */
export const openRaster: OpenBlob = async (blob) => {
  const whole = await decoded(blob);
  const kept = reduced(whole, keptPixels);
  if (kept !== whole) close(whole);
  const proxy = await createImageBitmap(reduced(kept, proxyPixels).image);
  return { picture: new RasterPicture(blob, kept), opened: { proxy, size: whole.size } };
};

class RasterPicture implements OpenPicture {
  constructor(
    private readonly blob: Blob,
    private readonly kept: Raster,
  ) {}

  /** Writes a crop. Only when more was zoomed in than the kept copy holds are the bytes decoded once more. */
  async encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer> {
    const scale = scaleOf(this.kept).x;
    if (scale === 1 || crop.side * scale >= output.side) return encoded(this.kept, crop, background, output);
    const whole = await decoded(this.blob);
    try {
      return await encoded(whole, crop, background, output);
    } finally {
      close(whole);
    }
  }
}

/** All pixels, upright: EXIF orientation is applied by the decoder, colours are brought to sRGB. */
async function decoded(blob: Blob): Promise<Raster> {
  const image = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  const size: Size = { width: image.width, height: image.height };
  return { image, size };
}

function close({ image }: Raster): void {
  if (image instanceof ImageBitmap) image.close();
}

import type { Background, Crop, Output } from '../../../src/core/model/preparation.ts';
import type { Size } from './crop.ts';
import { type Vector, rastered } from './drawing.ts';
import { encoded } from './encoding.ts';
import type { OpenBlob, OpenImage } from './pixelServer.ts';
import { proxyPixels } from './rasterImage.ts';

/** Draws an SVG as the browser does. @throws EncodingError when the browser cannot, or when nothing of it can be seen */
export const openVector: OpenBlob = async (blob) => {
  const url = await dataUrl(blob);
  const size = await sizeOf(url);
  const image = await loadedImage(inFrameOf(url, size));
  const vector: Vector = { image, size };
  const proxy = await createImageBitmap(rastered(vector, proxyPixels).image);
  return { image: new VectorImage(vector), opened: { proxy, size } };
};

/** Each output is drawn from the drawing itself: it is sharp at every size. */
class VectorImage implements OpenImage {
  constructor(private readonly vector: Vector) {}

  encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer> {
    return encoded(this.vector, crop, background, output);
  }
}

/**
 * The size at which the browser shows the drawing by itself, in CSS pixels, not rounded. `naturalWidth` and
 * `naturalHeight` are whole numbers: 38 for a drawing that is 37.5 wide. Laid out by itself, or with one
 * side given, an image element has its exact size, unless the drawing leaves that to the page around it.
 */
async function sizeOf(url: string): Promise<Size> {
  const image = await loadedImage(url);
  const { naturalWidth, naturalHeight } = image;
  if (naturalWidth === 0 || naturalHeight === 0) throw new Error('The drawing has no extent.');
  document.body.append(image);
  const laidOut = (sides: string): Size => {
    image.style.cssText = `position: absolute; visibility: hidden; max-width: none; ${sides}`;
    const { width, height } = image.getBoundingClientRect();
    return { width, height };
  };
  const isExact = ({ width, height }: Size) => Math.abs(width - naturalWidth) < 1 && Math.abs(height - naturalHeight) < 1;
  const candidates = [laidOut(''), laidOut(`height: ${naturalHeight}px`), laidOut(`width: ${naturalWidth}px`)];
  image.remove();
  return candidates.find(isExact) ?? { width: naturalWidth, height: naturalHeight };
}

/**
 * The drawing inside a drawing of exactly its size. A canvas gives a drawing without a size of its own the canvas's size,
 * and a crop of it is then a crop of something else.
 */
function inFrameOf(url: string, { width, height }: Size): string {
  const extent = `width="${width}" height="${height}"`;
  const outer =
    `<svg xmlns="http://www.w3.org/2000/svg" ${extent} viewBox="0 0 ${width} ${height}">` +
    `<image href="${url}" ${extent} preserveAspectRatio="none"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(outer)}`;
}

export async function loadedImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Not a `blob:` URL: a canvas that such an SVG was drawn on may refuse to be read back. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The image cannot be read.')));
    reader.readAsDataURL(blob);
  });
}

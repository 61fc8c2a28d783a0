import type { Background, Crop, Output } from '../../../src/avatar/preparation.ts';
import type { Picture } from '../../../src/protocol.ts';
import type { Drawable } from './drawing.ts';
import { encoded } from './encoding.ts';
import { type FileFacts, fileFacts } from './fileFacts.ts';
import type { PixelClient } from './pixelClient.ts';

/** A picture the page can draw at once, and write when it is asked to. */
export interface LoadedPicture {
  /** For drawing on the screen. */
  readonly drawable: Drawable;
  readonly file: FileFacts;
  readonly mediaType: string;
  readonly byteLength: number;
  encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer>;
}

/** Opens a picture. @throws when the browser cannot decode it */
export async function loadPicture({ bytes, mediaType }: Picture, pixels: PixelClient): Promise<LoadedPicture> {
  const blob = new Blob([bytes], { type: mediaType });
  const about = { file: fileFacts(bytes), mediaType, byteLength: bytes.byteLength };
  if (mediaType === 'image/svg+xml') return { ...about, ...(await loadVector(blob)) };
  const { proxy, size } = await pixels.ask<'open'>({ type: 'open', blob });
  return {
    ...about,
    drawable: { image: proxy, size },
    encode: (crop, background, output) => pixels.ask<'encode'>({ type: 'encode', crop, background, output }),
  };
}

/** A vector picture without a size of its own gets this one. Pixels a side. */
const sizelessSide = 512;

/** SVG is drawn by an image element, which the worker has not; being drawn at the output's size, it is quick. */
async function loadVector(blob: Blob): Promise<Pick<LoadedPicture, 'drawable' | 'encode'>> {
  const image = new Image();
  image.src = await dataUrl(blob);
  await image.decode();
  const width = image.naturalWidth || sizelessSide;
  const height = image.naturalHeight || sizelessSide;
  image.width = width;
  image.height = height;
  const drawable: Drawable = { image, size: { width, height } };
  return { drawable, encode: (crop, background, output) => encoded(drawable, crop, background, output) };
}

/** Not a `blob:` URL: a canvas that such an SVG was drawn on may refuse to be read back. */
function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture cannot be read.')));
    reader.readAsDataURL(blob);
  });
}

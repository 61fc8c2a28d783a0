import type { Background, Crop, Output, OutputFormat } from '../../../src/core/model/preparation.ts';
import { drawnCrop, type Vector } from './drawing.ts';
import type { Raster } from './raster.ts';

export const mediaTypeOf: Record<OutputFormat, string> = {
  png: 'image/png',
  webp: 'image/webp',
  jpeg: 'image/jpeg',
};

/** JPEG has no transparency: what is left open becomes white there, and is shown so. */
export function effectiveBackground(background: Background, { format }: Output): Background {
  return background === 'keep' && format === 'jpeg' ? '#ffffff' : background;
}

/** Writes the avatar. Nothing but pixels goes into it: no place, no camera, no colour profile. */
export async function encoded(image: Raster | Vector, crop: Crop, background: Background, output: Output): Promise<ArrayBuffer> {
  const canvas = drawnCrop(image, crop, effectiveBackground(background, output), output.side);
  const blob = await canvas.convertToBlob({ type: mediaTypeOf[output.format], quality: output.quality / 100 });
  if (blob.type !== mediaTypeOf[output.format]) throw new Error(`This browser writes no ${output.format}.`);
  return blob.arrayBuffer();
}

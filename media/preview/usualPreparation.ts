import { type Crop, outputSides, type Preparation } from '../../src/core/model/preparation.ts';
import type { PageDraft } from '../../src/shared/protocol.ts';
import { filling } from './pixels/crop.ts';
import type { LoadedImage } from './pixels/imageLoader.ts';
import { isFineAsItIs } from './pixels/warnings.ts';

/** Of a file that is sent as it is, the widget shows the largest square. */
export function shownCrop({ raster }: LoadedImage, { asItIs, crop }: Preparation): Crop {
  return asItIs ? filling(raster.size) : crop;
}

/** A photo would weigh several times as much as PNG; what is no JPEG may be transparent. */
export function usualPreparation({ raster, mediaType, byteLength }: LoadedImage, { asItIs, facts }: PageDraft): Preparation {
  return {
    asItIs: asItIs ?? isFineAsItIs(raster.size, mediaType, byteLength, facts),
    crop: filling(raster.size),
    background: 'keep',
    output: { side: outputSides.usual, format: mediaType === 'image/jpeg' ? 'jpeg' : 'png', quality: 90 },
  };
}

export function formatName({ asItIs, output }: Preparation, mediaType: string): string {
  const name = asItIs ? mediaType.replace(/^image\//, '').replace('svg+xml', 'svg') : output.format;
  return name === 'webp' ? 'WebP' : name.toUpperCase();
}

import type { MediaType } from '../model/mediaType.ts';
import { outputSides } from '../model/preparation.ts';
import type { SentImage } from '../model/historyEntry.ts';

/**
 * A kept image up to this size, in pixels, is its own thumbnail: the editor decodes it off its main thread, once, and
 * keeps the small one. It is the largest that the preview prepares. A photograph of 48 megapixels would take 200 MB and
 * half a second for a row of 16 pixels: it needs a thumbnail, or else is a plain icon.
 */
const mostPixels = outputSides.most ** 2;

/**
 * Types whose true size is the one they state. The editor's own window draws an icon and nothing can end that: a drawing
 * of 1 kB may take minutes, a GIF with a screen of 16 × 16 may have a frame of 16,000 × 16,000.
 */
const boundedTypes: readonly MediaType[] = ['image/png', 'image/jpeg', 'image/webp'];

/**
 * Which file shows an image in a row: the thumbnail, the image itself where it is small for certain, or none.
 *
 * @param thumbnails the hashes of the images that have a thumbnail
 */
export function rowImage(image: SentImage, thumbnails: ReadonlySet<string>): 'thumbnail' | 'image' | 'none' {
  if (thumbnails.has(image.sha256)) return 'thumbnail';
  // An icon that moves would be drawn for as long as the list is seen.
  const isSmall = !image.animated && boundedTypes.includes(image.mediaType) && image.width * image.height <= mostPixels;
  return isSmall ? 'image' : 'none';
}

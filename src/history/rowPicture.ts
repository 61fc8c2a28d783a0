import type { SentImage } from '../avatar/update.ts';

/**
 * A kept picture up to this size, in pixels, is its own thumbnail: the editor decodes it off its main thread, once, and
 * keeps the small one. What the preview prepares is smaller by far. A photograph of 48 megapixels would take 200 MB and
 * half a second for a row of 16 pixels: it needs a thumbnail, or else is a plain icon.
 */
const mostPixels = 2048 * 2048;

/** A drawing has no pixels; its text says how much work it is. Bytes. */
const largestDrawing = 100_000;

/**
 * Which file shows a picture in a row: the thumbnail, the picture itself where it is small, or none.
 *
 * @param thumbnails the hashes of the pictures that have a thumbnail
 */
export function rowPicture(image: SentImage, thumbnails: ReadonlySet<string>): 'thumbnail' | 'picture' | 'none' {
  if (thumbnails.has(image.sha256)) return 'thumbnail';
  const small = image.mediaType === 'image/svg+xml' ? image.byteLength <= largestDrawing : image.width * image.height <= mostPixels;
  return small ? 'picture' : 'none';
}

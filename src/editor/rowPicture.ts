import { type SentImage } from '../avatar/update.ts';

/**
 * A kept picture up to this size, in pixels, is its own thumbnail: a megabyte when decoded, and it is what the preview
 * sends by default. A photograph of 48 megapixels would take 200 MB for a row of 16 pixels.
 */
const mostPixels = 512 * 512;

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

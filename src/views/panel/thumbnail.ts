import { inspectImage } from '../../avatar/image.ts';
import { mostThumbnailBytes, thumbnailSide } from '../../protocol.ts';

/** Takes the small picture for the list that the page was asked for: its bytes, or `undefined` when it is none. */
export function parseThumbnail(png: ArrayBuffer): Uint8Array | undefined {
  const inspected = inspectImage(new Uint8Array(png), 'thumbnail.png', mostThumbnailBytes);
  if (!inspected.ok) return undefined;
  const { bytes, mediaType, width, height } = inspected.value;
  return mediaType === 'image/png' && width === thumbnailSide && height === thumbnailSide ? bytes : undefined;
}

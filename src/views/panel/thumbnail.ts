import { inspectImage } from '../../image/inspect.ts';
import { mostThumbnailBytes, thumbnailSide } from '../../protocol.ts';

/** Takes the small picture for the list that the page was asked for: its bytes, or `undefined` when it is none. */
export async function parseThumbnail(png: ArrayBuffer): Promise<Uint8Array | undefined> {
  const inspected = await inspectImage(new Uint8Array(png), 'thumbnail.png', mostThumbnailBytes);
  if (!inspected.ok) return undefined;
  const { bytes, mediaType, width, height } = inspected.value;
  return mediaType === 'image/png' && width === thumbnailSide && height === thumbnailSide ? bytes : undefined;
}

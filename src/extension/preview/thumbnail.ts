import { inspectImage } from '../../core/image/inspect.ts';
import { type FromPage, mostThumbnailBytes, thumbnailSide } from '../../shared/protocol.ts';
import type { PanelParts } from './panelParts.ts';
import type { Review } from './review.ts';

/** Keeps the small picture for the list that the page was asked for, unless another avatar is shown by now. */
export async function keepThumbnail(
  { updates, log }: Pick<PanelParts, 'updates' | 'log'>,
  review: Review,
  { of, png }: Extract<FromPage, { type: 'thumbnail' }>,
): Promise<void> {
  if (review.kind !== 'sent' || review.update.id !== of) return;
  const thumbnail = await parseThumbnail(png);
  if (thumbnail) await updates.keepThumbnail(review.update.image, thumbnail);
  else log.warn('The preview made a small picture that is none.');
}

/** @returns its bytes, or `undefined` when it is none */
async function parseThumbnail(png: ArrayBuffer): Promise<Uint8Array | undefined> {
  const inspected = await inspectImage(new Uint8Array(png), 'thumbnail.png', mostThumbnailBytes);
  if (!inspected.ok) return undefined;
  const { bytes, mediaType, width, height } = inspected.value;
  return mediaType === 'image/png' && width === thumbnailSide && height === thumbnailSide ? bytes : undefined;
}

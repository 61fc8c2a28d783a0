import { inspectImage } from '../../core/image/inspect.ts';
import { type FromPage, mostThumbnailBytes, thumbnailSide } from '../../shared/protocol.ts';
import type { PreviewDeps } from './previewDeps.ts';
import type { PreviewState } from './previewState.ts';

/** Keeps the small image for the list that the page was asked for, unless another avatar is shown by now. */
export async function keepThumbnail(
  { history, log }: Pick<PreviewDeps, 'history' | 'log'>,
  state: PreviewState,
  { of, png }: Extract<FromPage, { type: 'thumbnail' }>,
): Promise<void> {
  if (state.kind !== 'sent' || state.entry.id !== of) return;
  const thumbnail = await parseThumbnail(png);
  if (thumbnail) await history.keepThumbnail(state.entry.image, thumbnail);
  else log.warn('The preview made a small image that is none.');
}

/** @returns its bytes, or `undefined` when it is none */
async function parseThumbnail(png: ArrayBuffer): Promise<Uint8Array | undefined> {
  const inspected = await inspectImage(new Uint8Array(png), 'thumbnail.png', mostThumbnailBytes);
  if (!inspected.ok) return undefined;
  const { bytes, mediaType, width, height } = inspected.value;
  return mediaType === 'image/png' && width === thumbnailSide && height === thumbnailSide ? bytes : undefined;
}

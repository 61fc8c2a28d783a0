import type { PNG } from 'pngjs';
import type { Preparation } from '../../src/core/model/preparation.ts';
import type { PageImage } from '../../src/shared/protocol.ts';
import type { PreviewPage } from './previewPage.ts';
import type { Color } from './images/quarters.ts';
import { draft, showDraft } from './states.ts';

/** What the page hands over for an image when the person presses Set Avatar. Without a preparation, its own choice. */
export async function prepared(panel: PreviewPage, image: PageImage, preparation?: Preparation): Promise<Buffer> {
  await panel.forget();
  await showDraft(panel, { ...draft, image, ...(preparation && { preparation }) });
  await panel.page.getByRole('button', { name: 'Set Avatar' }).click();
  const { prepared: bytes } = await panel.told('send');
  if (!bytes) throw new Error('The page sends the file as it is.');
  return bytes as unknown as Buffer;
}

export function imageOf(bytes: Buffer, mediaType = 'image/png'): PageImage {
  return { bytes: new Uint8Array(bytes).buffer, mediaType };
}

/** Red, green, blue and alpha at a place, each coordinate from 0 to 1. */
export function at(png: PNG, x: number, y: number): readonly [...Color, number] {
  const [column, row] = [Math.min(png.width - 1, Math.floor(x * png.width)), Math.min(png.height - 1, Math.floor(y * png.height))];
  const [red = 0, green = 0, blue = 0, alpha = 0] = png.data.subarray(4 * (row * png.width + column));
  return [red, green, blue, alpha];
}

/** The largest difference of a channel, alpha not counted. */
export function farthest(one: readonly number[], other: readonly number[]): number {
  return Math.max(...[0, 1, 2].map((channel) => Math.abs((one[channel] ?? 0) - (other[channel] ?? 0))));
}

/** Has the page's browser write a JPEG of what a PNG shows. */
export async function asJpeg(panel: PreviewPage, png: Buffer, quality = 1): Promise<Buffer> {
  const base64 = await panel.page.evaluate(
    async ([text, fine]) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: fine });
      const written = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(written, (byte) => String.fromCharCode(byte)).join(''));
    },
    [png.toString('base64'), quality] as const,
  );
  return Buffer.from(base64, 'base64');
}

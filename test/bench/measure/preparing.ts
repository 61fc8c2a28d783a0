/** What the panel's page takes to prepare a photo, by the clock of its own browser. */
import { inspectImage } from '../../../src/core/image/inspect.ts';
import type { Browser } from 'playwright-core';
import { outputSides } from '../../../src/core/model/preparation.ts';
import { PreviewPage, type PreviewSite } from '../../page/previewPage.ts';
import { draft } from '../../page/states.ts';

/** Twelve megapixels, as many a phone takes them. */
export const photoSize = { width: 4000, height: 3000 } as const;

/** A JPEG of that size that weighs as much as a photo: slopes of colour with grain, the same at each run. */
export async function grainyPhoto(browser: Browser, site: PreviewSite): Promise<Buffer> {
  return onPage(browser, site, async ({ page }) => {
    const url = await page.evaluate(async ({ width, height }) => {
      const image = new ImageData(width, height);
      let random = 1;
      for (let pixel = 0; pixel < width * height; pixel++) {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        const grain = (random >>> 27) - 16;
        const [x, y] = [(pixel % width) / width, Math.floor(pixel / width) / height];
        image.data.set([200 * x + 28 + grain, 200 * y + 28 + grain, 228 - 200 * x * y + grain, 255], 4 * pixel);
      }
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      canvas.getContext('2d')!.putImageData(image, 0, 0);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
      return new Promise<string>((resolve, reject) => {
        const reader = new FileReader();
        reader.addEventListener('load', () => resolve(reader.result as string));
        reader.addEventListener('error', () => reject(new Error('The photo cannot be read back.')));
        reader.readAsDataURL(blob!);
      });
    }, photoSize);
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  });
}

/** Milliseconds from the message that brings a photo to a page just opened, to its previews having been painted. */
export async function firstPreviewMs(browser: Browser, site: PreviewSite, photo: Buffer): Promise<number> {
  return onPage(browser, site, async (panel) => {
    await handOver(panel, photo);
    return measuredDraft(panel);
  });
}

/**
 * Milliseconds from pressing Set Avatar, right after the image was flipped, to the message with the bytes to be sent.
 * Includes the page's wait for a hand that rests, when it has one.
 */
export async function bytesReadyMs(browser: Browser, site: PreviewSite, photo: Buffer): Promise<number> {
  return onPage(browser, site, async (panel) => {
    await handOver(panel, photo);
    await measuredDraft(panel);
    const { page } = panel;
    const send = page.getByRole('button', { name: 'Set Avatar', exact: true });
    await send.and(page.locator(':enabled')).waitFor();
    const flip = await page.getByRole('button', { name: 'Flip Horizontally', exact: true }).elementHandle();
    await panel.forget();
    const asked = send.evaluate(
      (button, change) =>
        new Promise<number>((resolve, reject) => {
          // What the page says goes through here; looking for it again and again would add to what is measured.
          window.told.push = (...messages) => {
            const now = performance.now();
            for (const message of messages) {
              window.told[window.told.length] = message;
              if (message.type === 'send' && message.prepared) resolve(now - started);
              if (message.type === 'send' && !message.prepared) reject(new Error('The page sends the file as it is.'));
              if (message.type === 'broken') reject(new Error(message.reason));
            }
            return window.told.length;
          };
          (change as HTMLElement).click();
          const started = performance.now();
          (button as HTMLElement).click();
        }),
      flip,
    );
    const ms = await inTime(asked, panel, 'the bytes to be sent');
    const { prepared } = await panel.told('send');
    const written = await inspectImage(prepared as unknown as Buffer, 'prepared', Infinity);
    if (!written.ok || written.value.width !== outputSides.usual) throw new Error('The page wrote no image of the usual size.');
    return ms;
  });
}

/** Brings the photo into the browser, where it waits to be chosen. */
async function handOver({ page }: PreviewPage, photo: Buffer): Promise<void> {
  await page.evaluate((base64) => {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
    Object.assign(window, { photo: bytes.buffer });
  }, photo.toString('base64'));
}

function measuredDraft(panel: PreviewPage): Promise<number> {
  const about = { id: draft.id, agent: draft.agent, facts: draft.facts, fileName: 'photo.jpg' };
  const asked = panel.page.evaluate(async (named) => {
    const { photo } = window as unknown as { photo: ArrayBuffer };
    const started = performance.now();
    window.postMessage({ type: 'draft', draft: { ...named, image: { bytes: photo, mediaType: 'image/jpeg' } } });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // The largest preview gets its size of 192 pixels when it is drawn.
    const preview = () => document.querySelector<HTMLCanvasElement>('main.draft canvas.avatar.open');
    do await frame();
    while (preview()?.width !== 192);
    // What is posted in a frame's callback comes after that frame was painted.
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
    const ms = performance.now() - started;
    const middle = preview()?.getContext('2d')?.getImageData(96, 96, 1, 1).data;
    if (middle?.[3] !== 255) throw new Error('The first preview shows nothing.');
    return ms;
  }, about);
  return inTime(asked, panel, 'the first preview');
}

async function inTime(asked: Promise<number>, { complaints }: PreviewPage, awaited: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The page did not come to ${awaited} in 60 s. It says: ${complaints.join('\n')}`));
    }, 60_000);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function onPage<T>(browser: Browser, site: PreviewSite, task: (panel: PreviewPage) => Promise<T>): Promise<T> {
  const panel = await PreviewPage.open(browser, site);
  try {
    return await task(panel);
  } finally {
    await panel.close();
  }
}

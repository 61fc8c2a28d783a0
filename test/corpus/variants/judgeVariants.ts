import type { Browser } from 'playwright-core';
import type { Verdict } from '../../support/images/variantVerdicts.ts';
import { CorpusSite } from '../site.ts';

/** Files that are sent to the page at once. */
const batch = 500;

/** Has the browser's own decoders look at many small files, which is quicker than to draw each: every frame must be whole. */
export async function judgeAll(browser: Browser, files: readonly Buffer[], mediaType: string): Promise<Verdict[]> {
  const site = await CorpusSite.start();
  const page = await browser.newPage();
  try {
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.goto(site.origin);
    const verdicts: Verdict[] = [];
    for (let at = 0; at < files.length; at += batch) {
      const encoded = files.slice(at, at + batch).map((bytes) => bytes.toString('base64'));
      const found = await page.evaluate(judgeHere, [encoded, mediaType] as const);
      verdicts.push(...found.map((size) => size ?? undefined));
    }
    return verdicts;
  } finally {
    await page.close();
    site.stop();
  }
}

/** Runs in the page, which knows nothing of this file. */
async function judgeHere([files, type]: readonly [readonly string[], string]): Promise<([number, number] | null)[]> {
  const found: ([number, number] | null)[] = [];
  for (const file of files) {
    const data = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    found.push(await sizeOf(data).catch(() => null));
  }
  return found;

  async function sizeOf(data: Uint8Array<ArrayBuffer>): Promise<[number, number]> {
    const still = new ImageDecoder({ data: data.slice(), type, preferAnimation: false });
    const moving = new ImageDecoder({ data: data.slice(), type, preferAnimation: true });
    try {
      await moving.completed;
      const track = Array.from(moving.tracks).find(({ animated }) => animated);
      if (track) track.selected = true;
      const [decoder, count] = track && track.frameCount > 1 ? [moving, track.frameCount] : [still, 1];
      for (let frameIndex = 0; frameIndex < count; frameIndex++)
        (await decoder.decode({ frameIndex, completeFramesOnly: true })).image.close();
    } finally {
      still.close();
      moving.close();
    }
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([data], { type }));
    try {
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }
}

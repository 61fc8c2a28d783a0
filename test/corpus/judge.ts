import type { Browser, Page } from 'playwright-core';
import { type Photograph, Photographer } from '../page/pictures/photographed.ts';

/** What the browser says of a file. */
export interface Judgement {
  /** It shows the picture, all of its first frame, to the last pixel. */
  readonly showsWhole: boolean;
  /** Why not, in its own words. */
  readonly reason: string;
  readonly photograph?: Photograph;
}

/** The browser's own decoders, asked on a page that has nothing of ours. */
export class Judge {
  private constructor(
    private readonly page: Page,
    private readonly photographer: Photographer,
  ) {}

  static async open(browser: Browser, base: string): Promise<Judge> {
    const page = await browser.newPage();
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.goto(base);
    return new Judge(page, await Photographer.open(browser, base));
  }

  async judge(url: string, mediaType: string, about: { side: number; isFlexible: boolean }): Promise<Judgement> {
    const { reason, still } = mediaType === 'image/svg+xml' ? { reason: '', still: undefined } : await this.#firstFrame(url, mediaType);
    const photograph = await this.photographer.photograph(still ?? url, about);
    if (!photograph) return { showsWhole: false, reason: 'its image element shows nothing' };
    return { showsWhole: reason === '', reason, photograph };
  }

  /** Why the first frame is not whole, and where there are several, the first as a picture of its own: the others move. */
  #firstFrame(url: string, mediaType: string): Promise<{ reason: string; still?: string }> {
    return this.page.evaluate(async ([address, type]) => {
      const decoder = new ImageDecoder({ data: await (await fetch(address)).arrayBuffer(), type, preferAnimation: false });
      try {
        const { image } = await decoder.decode({ frameIndex: 0, completeFramesOnly: true });
        if (!Array.from(decoder.tracks).some(({ animated }) => animated)) {
          image.close();
          return { reason: '' };
        }
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: image.displayWidth, height: image.displayHeight });
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        image.close();
        return { reason: '', still: canvas.toDataURL() };
      } catch (error) {
        return { reason: String(error) };
      } finally {
        decoder.close();
      }
    }, [url, mediaType] as const);
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.photographer.close();
  }
}

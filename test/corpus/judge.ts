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

/** Pixels a side that a frame of the browser's decoder interface may have at most. */
const longestFrame = 32_766;

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
    const { reason, still } = mediaType === 'image/svg+xml' ? { reason: '', still: undefined } : await this.#frames(url, mediaType);
    const photograph = await this.photographer.photograph(still ?? url, about);
    if (!photograph) return { showsWhole: false, reason: 'its image element shows nothing' };
    // A picture that is longer than any video frame may be: the image element's word has to do.
    const isJudged = Math.max(photograph.width, photograph.height) <= longestFrame;
    return { showsWhole: reason === '' || !isJudged, reason, photograph };
  }

  /**
   * Why not every frame is whole, and where there are several, the first as a picture of its own: the others move. A long
   * animation is looked at up to its hundredth frame.
   */
  #frames(url: string, mediaType: string): Promise<{ reason: string; still?: string }> {
    return this.page.evaluate(async ([address, type, most]) => {
      const data = await (await fetch(address)).arrayBuffer();
      const still = new ImageDecoder({ data: data.slice(0), type, preferAnimation: false });
      const moving = new ImageDecoder({ data, type, preferAnimation: true });
      try {
        const { image } = await still.decode({ frameIndex: 0, completeFramesOnly: true });
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: image.displayWidth, height: image.displayHeight });
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        image.close();
        await moving.completed;
        const count = moving.tracks.selectedTrack?.frameCount ?? 1;
        if (!moving.tracks.selectedTrack?.animated || count === 1) return { reason: '' };
        for (let frameIndex = 1; frameIndex < Math.min(count, most); frameIndex++) {
          (await moving.decode({ frameIndex, completeFramesOnly: true })).image.close();
        }
        return { reason: '', still: canvas.toDataURL() };
      } catch (error) {
        return { reason: String(error) };
      } finally {
        still.close();
        moving.close();
      }
    }, [url, mediaType, 100] as const);
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.photographer.close();
  }
}

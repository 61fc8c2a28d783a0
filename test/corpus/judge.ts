import type { Browser, Page } from 'playwright-core';
import { type Photograph, Photographer } from '../page/images/photographed.ts';

/** What the browser says of a file. */
export interface Judgement {
  /** It shows the image, all of its first frame, to the last pixel. */
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

  async judge(url: string, mediaType: string, about: { side: number; isFlexible: boolean; mayMove: boolean }): Promise<Judgement> {
    const { reason, still } =
      mediaType === 'image/svg+xml' ? { reason: '', still: undefined } : await this.#frames(url, mediaType, about.mayMove);
    const photograph = await this.photographer.photograph(still ?? url, about);
    if (!photograph) return { showsWhole: false, reason: 'its image element shows nothing' };
    // An image that is longer than any video frame may be: the image element's word has to do.
    const isJudged = Math.max(photograph.width, photograph.height) <= longestFrame;
    return { showsWhole: reason === '' || !isJudged, reason, photograph };
  }

  /**
   * Why not every frame is whole, and where there are several, the first as an image of its own: the others move. A long
   * animation is looked at up to its hundredth frame.
   */
  #frames(url: string, mediaType: string, mayMove: boolean): Promise<{ reason: string; still?: string }> {
    return this.page.evaluate(
      async ([address, type, most, moves]) => {
        const data = await (await fetch(address)).arrayBuffer();
        const still = new ImageDecoder({ data: data.slice(0), type, preferAnimation: false });
        const moving = new ImageDecoder({ data, type, preferAnimation: true });
        const whole = async (decoder: ImageDecoder, frameIndex: number) =>
          (await decoder.decode({ frameIndex, completeFramesOnly: true })).image;
        try {
          await moving.completed;
          const track = Array.from(moving.tracks).find(({ animated }) => animated);
          if (track) track.selected = true;
          const count = track?.frameCount ?? 1;
          if (count === 1 && !moves) {
            (await whole(still, 0)).close();
            return { reason: '' };
          }
          // Some animations have a still image of their own beside their frames; others have none.
          const first = await whole(still, 0).catch(() => whole(moving, 0));
          const canvas = document.createElement('canvas');
          Object.assign(canvas, { width: first.displayWidth, height: first.displayHeight });
          canvas.getContext('2d')?.drawImage(first, 0, 0);
          first.close();
          for (let frameIndex = 1; frameIndex < Math.min(count, most); frameIndex++) (await whole(moving, frameIndex)).close();
          return { reason: '', still: canvas.toDataURL() };
        } catch (error) {
          return { reason: String(error) };
        } finally {
          still.close();
          moving.close();
        }
      },
      [url, mediaType, 100, mayMove] as const,
    );
  }

  async close(): Promise<void> {
    await this.page.close();
    await this.photographer.close();
  }
}

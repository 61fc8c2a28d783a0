import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { PageImage } from '../../../src/shared/protocol.ts';

/** The largest square in the middle of an image, as the browser itself shows it. */
export interface Photograph {
  readonly png: PNG;
  /** Of the whole image, as the browser says it: whole pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Has the browser show an image by an image element of its own size, on a page that has nothing of ours, and
 * photographs the middle of it: what our drawing is held against.
 */
export class Photographer {
  private constructor(private readonly page: Page) {}

  /** @param base an empty page of the server that has the images, where they are not given as `data:` */
  static async open(browser: Browser, base = 'about:blank'): Promise<Photographer> {
    const page = await browser.newPage({ viewport: { width: 1024, height: 1024 }, deviceScaleFactor: 1 });
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.goto(base);
    return new Photographer(page);
  }

  /** @returns `undefined` when the browser does not show it. @param side pixels a side of the photograph */
  photographImage({ bytes, mediaType }: PageImage, side: number): Promise<Photograph | undefined> {
    const text = Buffer.from(bytes);
    return this.photograph(`data:${mediaType};base64,${text.toString('base64')}`, { side, isFlexible: isFlexible(text, mediaType) });
  }

  /**
   * @param isFlexible whether the image fills its element, whatever that one's size
   * @returns `undefined` when the browser does not show it
   */
  async photograph(url: string, { side, isFlexible }: { side: number; isFlexible: boolean }): Promise<Photograph | undefined> {
    const size = await this.page.evaluate(
      async ([source, wanted, fills]) => {
        const image = new Image();
        image.src = source;
        image.style.cssText = 'position: absolute; max-width: none';
        if (
          !(await image.decode().then(
            () => true,
            () => false,
          ))
        )
          return undefined;
        const frame = document.createElement('div');
        frame.style.cssText = `position: absolute; inset: 0 auto auto 0; width: ${wanted}px; height: ${wanted}px; overflow: hidden`;
        frame.append(image);
        document.body.replaceChildren(frame);
        const { naturalWidth, naturalHeight } = image;
        if (naturalWidth === 0 || naturalHeight === 0) return undefined;
        const scale = wanted / Math.min(naturalWidth, naturalHeight);
        const ratioOf = ({ width, height }: DOMRect) => width / height;
        if (fills) {
          // The browser's own ratio: the natural size is rounded to whole pixels.
          image.style[naturalWidth <= naturalHeight ? 'width' : 'height'] = `${wanted}px`;
          const isOwnRatio = Math.abs(ratioOf(image.getBoundingClientRect()) / (naturalWidth / naturalHeight) - 1) < 0.05;
          if (!isOwnRatio) Object.assign(image.style, { width: `${naturalWidth * scale}px`, height: `${naturalHeight * scale}px` });
        } else {
          // What has no viewBox keeps its shapes where they are in a larger element: page and all are enlarged.
          const { width, height } = image.getBoundingClientRect();
          image.style.zoom = String(wanted / Math.min(width, height));
        }
        const { width, height } = image.getBoundingClientRect();
        const moved = document.createElement('div');
        moved.style.cssText = `position: absolute; left: ${(wanted - width) / 2}px; top: ${(wanted - height) / 2}px`;
        moved.append(image);
        frame.append(moved);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return { width: naturalWidth, height: naturalHeight };
      },
      [url, side, isFlexible] as const,
    );
    if (!size) return undefined;
    const clip = { x: 0, y: 0, width: side, height: side };
    return { png: PNG.sync.read(await this.page.screenshot({ clip, omitBackground: true })), ...size };
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** A drawing without a viewBox keeps its shapes where they are, however large the element is that shows it. */
export function isFlexible(bytes: Uint8Array, mediaType: string): boolean {
  return mediaType !== 'image/svg+xml' || /\sviewBox\s*=/.test(Buffer.from(bytes).toString().replaceAll('\0', ''));
}

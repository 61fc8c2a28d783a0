import { filling, wholePixels } from '../../media/preview/pixels/crop.ts';
import { ImageLoader } from '../../media/preview/pixels/imageLoader.ts';

/** What the panel's page makes of a file, by the page's own code. Runs in the browser. */
export type Drawn =
  | { readonly ok: true; readonly width: number; readonly height: number; readonly png: string; readonly longestPause: number }
  | { readonly ok: false; readonly reason: string; readonly longestPause: number };

const images = new ImageLoader();

/** Draws the largest square in the middle of an image, as the panel does by default. @param side pixels of the PNG, in base64 */
async function draw(url: string, mediaType: string, side: number): Promise<Drawn> {
  const bytes = await (await fetch(url)).arrayBuffer();
  const pauses = new Pauses();
  try {
    const loaded = await images.load({ bytes, mediaType });
    const { size } = loaded.raster;
    try {
      const png = await loaded.encode(filling(size), 'keep', { side, format: 'png', quality: 100 });
      const longestPause = pauses.end();
      const [width, height] = wholePixels(size);
      return { ok: true, width, height, png: inBase64(new Uint8Array(png)), longestPause };
    } finally {
      loaded.close();
    }
  } catch (error) {
    return { ok: false, reason: String(error), longestPause: pauses.end() };
  }
}

/** Notices how long the page could do nothing else. Milliseconds. */
class Pauses {
  #last = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => this.#note(), 10);

  end(): number {
    clearInterval(this.#timer);
    this.#note();
    return this.#longest;
  }

  #note(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last);
    this.#last = now;
  }
}

function inBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

Object.assign(window, { draw });

declare global {
  interface Window {
    readonly draw: typeof draw;
  }
}

import type { Background, Crop, Output } from '../../../src/core/model/preparation.ts';
import type { PageImage } from '../../../src/shared/protocol.ts';
import { isHighDynamicRange, startOf } from './fileColors.ts';
import { PixelProcess } from './pixelProcess.ts';
import { Raster } from './raster.ts';

/** How long the browser may take for one step of an image before it is given up. Milliseconds. */
const limits = { raster: 60_000, vector: 20_000 } as const;

/** An image the page can draw at once, and write when it is asked to. The one place that opens images for the page. */
export interface LoadedImage {
  /** Pixels to draw on the screen, of a number that is bounded, with the size of the original. */
  readonly raster: Raster;
  readonly mediaType: string;
  readonly byteLength: number;
  /** @throws `TookTooLong`, or what the browser says when it cannot */
  encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer>;
  /** Gives up what is kept for `encode`. */
  close(): void;
}

/** Opens images, each in a process of its own. */
export class ImageLoader {
  /** A worker takes some 25 ms to start: the first image finds one that waits. */
  #waiting: PixelProcess | undefined = PixelProcess.worker(limits.raster);

  /**
   * @param signal ends the image's process; what was asked of it fails
   * @throws `TookTooLong`, or what the browser says when it cannot decode the image
   */
  async load({ bytes, mediaType }: PageImage, signal?: AbortSignal): Promise<LoadedImage> {
    const blob = new Blob([bytes], { type: mediaType });
    const start = () => this.#processFor(bytes, mediaType);
    let process = start();
    const close = () => process.end();
    signal?.addEventListener('abort', close, { once: true });
    try {
      const { proxy, size } = await process.ask<'open'>({ type: 'open', blob });
      return {
        raster: new Raster(proxy, size),
        mediaType,
        byteLength: bytes.byteLength,
        encode: async (crop, background, output) => {
          if (process.hasEnded && !signal?.aborted) {
            // A step that took too long ended it; another crop may do.
            process = start();
            (await process.ask<'open'>({ type: 'open', blob })).proxy.close();
          }
          return process.ask<'encode'>({ type: 'encode', crop, background, output });
        },
        close,
      };
    } catch (error) {
      close();
      throw error;
    }
  }

  /** Images that only an image element shows right go to a frame, all others to a worker. */
  #processFor(bytes: ArrayBuffer, mediaType: string): PixelProcess {
    if (mediaType === 'image/svg+xml') return PixelProcess.frame(limits.vector);
    return isHighDynamicRange(startOf(bytes)) ? PixelProcess.frame(limits.raster) : this.#worker();
  }

  #worker(): PixelProcess {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting && !waiting.hasEnded ? waiting : PixelProcess.worker(limits.raster);
  }
}

import type { CurrentAvatar, PageImage } from '../../src/shared/protocol.ts';
import { h } from './dom.ts';
import { tell } from './extension.ts';
import { icon } from './icons.ts';
import { filling } from './pixels/crop.ts';
import { drawnCrop } from './pixels/drawing.ts';
import type { ImageLoader } from './pixels/imageLoader.ts';
import { texts } from './texts.ts';

/** CSS pixels of both images. */
const side = 72;

/** The avatar that is there now, and the one that would take its place. */
export class Comparison {
  readonly element: HTMLElement;
  readonly #now = h('canvas', { class: 'avatar compared', role: 'img', 'aria-label': texts.current });
  readonly #next = h('canvas', { class: 'avatar compared', role: 'img', 'aria-label': texts.fresh });
  readonly #nowName = h('figcaption');
  /** Ends the opening of an image in whose place another one is shown. */
  #opening = new AbortController();

  constructor(private readonly images: ImageLoader) {
    this.element = h(
      'section',
      { class: 'comparison', 'aria-labelledby': 'comparison-heading' },
      h('h2', { id: 'comparison-heading' }, texts.compareHeading),
      h(
        'div',
        { class: 'pair' },
        h('figure', {}, this.#now, this.#nowName),
        icon('arrowRight'),
        h('figure', {}, this.#next, h('figcaption', {}, texts.fresh)),
      ),
    );
    this.showCurrent(undefined);
  }

  /** Its place is there from the start, so nothing jumps when the current avatar comes in, or does not. */
  showCurrent(current: CurrentAvatar | undefined): void {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const context = sized(this.#now);
    this.#now.classList.toggle('unknown', current === undefined || current.kind === 'unreadable');
    this.#name(nameOf(current));
    if (current?.kind === 'orb') drawOrb(context, current.colors);
    if (current?.kind !== 'image') return;
    this.#showImage(current.image, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      // The server has an image that this browser cannot show, or not in time: there is nothing to compare with.
      tell({ type: 'broken', reason: String(error) });
      this.showCurrent({ kind: 'unreadable' });
    });
  }

  async #showImage(image: PageImage, signal: AbortSignal): Promise<void> {
    const loaded = await this.images.load(image, signal);
    loaded.close();
    if (signal.aborted) return;
    const context = sized(this.#now);
    const square = drawnCrop(loaded.raster, filling(loaded.raster.size), 'keep', context.canvas.width);
    context.drawImage(square, 0, 0);
  }

  #name(name: string): void {
    this.#nowName.textContent = name;
    this.#now.setAttribute('aria-label', name);
  }

  showNext(square: CanvasImageSource): void {
    const context = sized(this.#next);
    context.drawImage(square, 0, 0, context.canvas.width, context.canvas.height);
  }
}

function nameOf(current: CurrentAvatar | undefined): string {
  if (!current) return texts.currentUnknown;
  return { image: texts.current, orb: texts.currentOrb, unreadable: texts.currentNotShown }[current.kind];
}

function sized(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  canvas.width = Math.round(side * devicePixelRatio);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser makes no more canvases.');
  context.imageSmoothingQuality = 'high';
  return context;
}

/** Agents without an image have an orb of two colours. */
function drawOrb(context: CanvasRenderingContext2D, colors: readonly [string, string]): void {
  const { width } = context.canvas;
  const gradient = context.createLinearGradient(0, 0, width, width);
  gradient.addColorStop(0, colors[0]);
  gradient.addColorStop(1, colors[1]);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, width);
}

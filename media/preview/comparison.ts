import type { CurrentAvatar } from '../../src/protocol.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { texts } from './texts.ts';

/** CSS pixels of both pictures. */
const side = 72;

/** The avatar that is there now, and the one that would take its place. */
export class Comparison {
  readonly element: HTMLElement;
  readonly #now = h('canvas', { class: 'avatar compared', role: 'img', 'aria-label': texts.current });
  readonly #next = h('canvas', { class: 'avatar compared', role: 'img', 'aria-label': texts.fresh });
  readonly #nowName = h('figcaption');
  #shown = 0;

  constructor() {
    this.element = h(
      'section',
      { class: 'comparison', 'aria-labelledby': 'comparison-heading' },
      h('h2', { id: 'comparison-heading' }, texts.compareHeading),
      h('div', { class: 'pair' },
        h('figure', {}, this.#now, this.#nowName),
        icon('arrowRight'),
        h('figure', {}, this.#next, h('figcaption', {}, texts.fresh))),
    );
    this.showCurrent(undefined);
  }

  /** Its place is there from the start, so nothing jumps when the current avatar comes in, or does not. */
  showCurrent(current: CurrentAvatar | undefined): void {
    const shown = ++this.#shown;
    const context = sized(this.#now);
    this.#now.classList.toggle('unknown', current === undefined);
    const name = nameOf(current);
    this.#nowName.textContent = name;
    this.#now.setAttribute('aria-label', name);
    if (current?.kind === 'orb') drawOrb(context, current.colors);
    if (current?.kind !== 'picture') return;
    const { bytes, mediaType } = current.picture;
    const image = new Image();
    const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
    image.src = url;
    image.decode().then(
      () => {
        if (shown === this.#shown) drawCover(context, image);
      },
      () => {
        // The server has a picture that this browser cannot show: then there is nothing to compare with.
        if (shown === this.#shown) this.showCurrent(undefined);
      },
    ).finally(() => URL.revokeObjectURL(url));
  }

  showNext(square: CanvasImageSource): void {
    const context = sized(this.#next);
    context.drawImage(square, 0, 0, context.canvas.width, context.canvas.height);
  }
}

function nameOf(current: CurrentAvatar | undefined): string {
  if (!current) return texts.currentUnknown;
  return current.kind === 'orb' ? texts.currentOrb : texts.current;
}

function sized(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  canvas.width = Math.round(side * devicePixelRatio);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser makes no more canvases.');
  context.imageSmoothingQuality = 'high';
  return context;
}

function drawCover(context: CanvasRenderingContext2D, image: HTMLImageElement): void {
  const { width } = context.canvas;
  const shorter = Math.min(image.naturalWidth, image.naturalHeight);
  const [left, top] = [(image.naturalWidth - shorter) / 2, (image.naturalHeight - shorter) / 2];
  context.drawImage(image, left, top, shorter, shorter, 0, 0, width, width);
}

/** Agents without a picture have an orb of two colours. */
function drawOrb(context: CanvasRenderingContext2D, colors: readonly [string, string]): void {
  const { width } = context.canvas;
  const gradient = context.createLinearGradient(0, 0, width, width);
  gradient.addColorStop(0, colors[0]);
  gradient.addColorStop(1, colors[1]);
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, width);
}

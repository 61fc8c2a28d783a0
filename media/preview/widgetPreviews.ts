import { checkbox } from './controls.ts';
import { format, h } from './dom.ts';
import { texts } from './texts.ts';

/** The two images that the previews draw: the square that the widget gets, and the whole image where the widget squashes it. */
export interface WidgetImage {
  readonly square: CanvasImageSource;
  /** The transcript shows a plain image element: one that is not square is squashed into its 20 × 20 pixels. */
  readonly whole: CanvasImageSource;
}

/** Sizes in CSS pixels, as in the widget: open, collapsed (large and compact), transcript. */
const sizes = { open: 192, large: 48, compact: 36, transcript: 20 } as const;
type Place = keyof typeof sizes;

/** The widget's places for an avatar, on a light and a dark page, with nothing else of the widget but its shapes. */
export class WidgetPreviews {
  readonly element: HTMLElement;
  readonly #canvases: { readonly canvas: HTMLCanvasElement; readonly place: Place }[] = [];

  constructor() {
    const speaking = checkbox(texts.speaking, (on) => this.element.classList.toggle('speaking', on));
    speaking.element.title = texts.speakingHint;
    speaking.input.title = texts.speakingHint;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    speaking.input.checked = !still;
    this.element = h(
      'section',
      { class: still ? 'previews' : 'previews speaking', 'aria-labelledby': 'previews-heading' },
      h('div', { class: 'section-head' }, h('h2', { id: 'previews-heading' }, texts.previewHeading), speaking.element),
      h('div', { class: 'pages' }, this.#page('light', texts.onLight), this.#page('dark', texts.onDark)),
    );
  }

  show({ square, whole }: WidgetImage): void {
    for (const { canvas, place } of this.#canvases) {
      const context = canvas.getContext('2d');
      if (!context) continue;
      const side = Math.round(sizes[place] * devicePixelRatio);
      canvas.width = side;
      canvas.height = side;
      context.imageSmoothingQuality = 'high';
      context.drawImage(place === 'transcript' ? whole : square, 0, 0, side, side);
    }
  }

  #page(tone: 'light' | 'dark', label: string): HTMLElement {
    return h(
      'figure',
      { class: `page ${tone}` },
      h(
        'div',
        { class: 'surface' },
        h('div', { class: 'open' }, h('div', { class: 'breathing' }, this.#avatar('open', label))),
        h(
          'div',
          { class: 'small' },
          h('div', { class: 'pill' }, this.#avatar('large', label), h('span', { class: 'bar' })),
          h('div', { class: 'pill' }, this.#avatar('compact', label), h('span', { class: 'bar' })),
          h('div', { class: 'line' }, this.#avatar('transcript', label), h('span', { class: 'bar' })),
        ),
      ),
      h('figcaption', {}, label),
    );
  }

  #avatar(place: Place, page: string): HTMLElement {
    const names = { open: texts.open, large: texts.collapsed, compact: texts.collapsed, transcript: texts.transcript };
    const name = `${page}: ${names[place]}, ${format(texts.pixels, sizes[place])}`;
    const canvas = h('canvas', { class: `avatar ${place}`, role: 'img', 'aria-label': name, title: name });
    this.#canvases.push({ canvas, place });
    return canvas;
  }
}

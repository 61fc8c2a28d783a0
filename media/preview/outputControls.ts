import { type Background, outputFormats, type OutputFormat, type Preparation } from '../../src/core/model/preparation.ts';
import { checkbox, labelled, numberInput, select } from './controls.ts';
import { format, h } from './dom.ts';
import { texts } from './texts.ts';

/** Sides to choose from, in pixels. */
const sides = ['256', '384', '512', '768', '1024'] as const;
type BackgroundChoice = 'keep' | 'white' | 'black' | 'color';
const fixedBackgrounds: Record<Exclude<BackgroundChoice, 'color'>, Background> = {
  keep: 'keep',
  white: '#ffffff',
  black: '#000000',
};

/** The output controls: the file as it is, or a prepared image with its side, format and quality. */
export class OutputControls {
  readonly element: HTMLElement;
  readonly #asItIs = checkbox(texts.asItIs, (asItIs) => this.#change({ asItIs }));
  readonly #background = select<BackgroundChoice>(
    [
      { value: 'keep', label: texts.backgroundKeep },
      { value: 'white', label: texts.backgroundWhite },
      { value: 'black', label: texts.backgroundBlack },
      { value: 'color', label: texts.backgroundColor },
    ],
    (choice) => this.#change({ background: choice === 'color' ? this.#chosenColor() : fixedBackgrounds[choice] }),
  );
  readonly #color = h('input', { type: 'color', 'aria-label': texts.color, title: texts.color, value: '#1e88e5' });
  readonly #side = select(
    sides.map((value) => ({ value, label: format(texts.sideOption, value) })),
    (side) => this.#changeOutput({ side: Number(side) }),
  );
  readonly #format = select<OutputFormat>(
    outputFormats.map((value) => ({ value, label: { png: 'PNG', webp: 'WebP', jpeg: 'JPEG' }[value] })),
    (chosen) => this.#changeOutput({ format: chosen }),
  );
  readonly #quality = numberInput({ least: 1, most: 100, step: 1 }, (quality) => this.#changeOutput({ quality: Math.round(quality) }));
  readonly #prepared: HTMLFieldSetElement;
  #preparation: Preparation | undefined;

  constructor(private readonly changed: (preparation: Preparation) => void) {
    this.#color.addEventListener('input', () => this.#change({ background: this.#chosenColor() }));
    this.#prepared = h(
      'fieldset',
      { class: 'fields', 'aria-label': texts.outputHeading },
      labelled(texts.background, this.#background, this.#color),
      labelled(texts.side, this.#side),
      labelled(texts.format, this.#format),
      labelled(texts.quality, this.#quality.input),
    );
    const hint = h('p', { class: 'hint', id: 'as-it-is-hint' }, texts.asItIsHint);
    this.#asItIs.input.setAttribute('aria-describedby', 'as-it-is-hint');
    this.element = h(
      'section',
      { class: 'output', 'aria-labelledby': 'output-heading' },
      h('h2', { id: 'output-heading' }, texts.outputHeading),
      this.#asItIs.element,
      hint,
      this.#prepared,
    );
  }

  show(preparation: Preparation): void {
    this.#preparation = preparation;
    const { asItIs, background, output } = preparation;
    this.#asItIs.input.checked = asItIs;
    this.#prepared.disabled = asItIs;
    const isColor = !Object.values(fixedBackgrounds).includes(background);
    const fixed = (['keep', 'white', 'black'] as const).find((name) => fixedBackgrounds[name] === background);
    // A person who picks "Colour" and then pure white stays with "Colour" while the picker is open.
    if (isColor || document.activeElement !== this.#color) this.#background.value = fixed ?? 'color';
    this.#color.disabled = this.#background.value !== 'color';
    if (isColor) this.#color.value = background;
    this.#side.value = String(output.side);
    this.#format.value = output.format;
    this.#quality.show(output.quality);
    this.#quality.input.disabled = output.format === 'png';
  }

  #chosenColor(): Background {
    return this.#color.value as Background;
  }

  #changeOutput(output: Partial<Preparation['output']>): void {
    if (this.#preparation) this.#change({ output: { ...this.#preparation.output, ...output } });
  }

  #change(change: Partial<Preparation>): void {
    if (this.#preparation) this.changed({ ...this.#preparation, ...change });
  }
}

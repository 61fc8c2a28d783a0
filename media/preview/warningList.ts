import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { WarningKind } from './pixels/warnings.ts';
import { texts } from './texts.ts';

/** What to consider before sending, one sentence each. Its place stays when there is nothing to say. */
export class WarningList {
  readonly element: HTMLElement;
  readonly #list = h('ul', { class: 'warnings' });
  #shown = '';

  constructor() {
    this.element = h('section', { 'aria-label': texts.warningsHeading, 'aria-live': 'polite' }, this.#list);
  }

  show(kinds: readonly WarningKind[]): void {
    // The same sentences are not said again at every change of the crop.
    if (this.#shown === kinds.join()) return;
    this.#shown = kinds.join();
    const sentences = kinds.map((kind) => texts.warnings[kind]).filter((sentence) => sentence !== undefined);
    this.#list.replaceChildren(...sentences.map((sentence) => h('li', {}, icon('warning'), h('span', {}, sentence))));
  }
}

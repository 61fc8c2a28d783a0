import type { WarningKind } from '../../src/core/model/warningKinds.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { texts } from './texts.ts';

/** The warnings about the image, one sentence each. The list keeps its place when it is empty. */
export class WarningList {
  readonly element: HTMLElement;
  readonly #heading = h('h2', { id: 'warnings-heading' }, texts.warningsHeading);
  readonly #list = h('ul', { class: 'warnings', tabindex: -1, 'aria-labelledby': 'warnings-heading', 'aria-live': 'polite' });
  #shown = '';

  constructor() {
    this.element = h('section', { 'aria-labelledby': 'warnings-heading' }, this.#heading, this.#list);
    this.#heading.hidden = true;
  }

  show(kinds: readonly WarningKind[]): void {
    // The same sentences are not said again at every change of the crop.
    if (this.#shown === kinds.join()) return;
    this.#shown = kinds.join();
    const sentences = kinds.map((kind) => texts.warnings[kind]);
    this.#heading.hidden = sentences.length === 0;
    this.#list.replaceChildren(...sentences.map((sentence) => h('li', {}, icon('warning'), h('span', {}, sentence))));
  }

  /** Brings the reader there. */
  goTo(): void {
    this.element.scrollIntoView({ block: 'center' });
    this.#list.focus({ preventScroll: true });
  }
}

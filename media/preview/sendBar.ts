import type { PageFailure } from '../../src/protocol.ts';
import { announce } from './announcer.ts';
import { button, iconButton, linkButton } from './controls.ts';
import { format, h } from './dom.ts';
import { tell } from './extension.ts';
import { icon } from './icons.ts';
import { texts } from './texts.ts';

/** The foot of the draft: what would be sent, the button that sends it, and what came of it. Always the same height. */
export class SendBar {
  readonly element: HTMLElement;
  readonly #result = h('p', { class: 'result' });
  readonly #warnings = linkButton('', () => this.goToWarnings());
  readonly #send = button(texts.setAvatar, () => this.sendNow(), 'primary');
  readonly #discard = button(texts.discard, () => tell({ type: 'discard' }));
  readonly #cancel = button(texts.cancel, () => tell({ type: 'cancel' }));
  readonly #progress = h('div', { class: 'progress', hidden: true });
  readonly #failure = h('div', { class: 'message error', role: 'alert', hidden: true });
  #canSend = false;
  #resultText = '';
  #warningCount = 0;
  #sendingSentence: string | undefined;

  constructor(
    private readonly sendNow: () => void,
    private readonly goToWarnings: () => void,
  ) {
    this.element = h(
      'footer',
      {},
      this.#failure,
      h('div', { class: 'bar' },
        this.#progress,
        h('div', { class: 'outcome' }, this.#result, this.#warnings),
        h('div', { class: 'actions' }, this.#send, this.#cancel, this.#discard)),
    );
    this.showIdle();
  }

  showResult(text: string): void {
    this.#resultText = text;
    this.#update();
  }

  /** How much there is to consider before sending; what it is stands further up, which may be out of sight. */
  showWarningCount(count: number): void {
    this.#warningCount = count;
    this.#update();
  }

  /** There is something to send, and nothing is on its way. */
  allowSending(allowed: boolean): void {
    this.#canSend = allowed;
    this.#update();
  }

  showIdle(): void {
    const hadFocus = this.#cancel === document.activeElement;
    this.#sendingSentence = undefined;
    this.#update();
    if (hadFocus) this.#send.focus();
  }

  showSending(sentence: string): void {
    const hadFocus = this.#send === document.activeElement;
    this.#sendingSentence = sentence;
    this.showFailure(undefined);
    this.#update();
    if (hadFocus) this.#cancel.focus();
    announce(sentence);
  }

  showFailure(failure: PageFailure | undefined): void {
    this.#failure.replaceChildren();
    this.#failure.hidden = failure === undefined;
    if (!failure) return;
    const action = failure.actionLabel ? button(failure.actionLabel, () => tell({ type: 'failureAction' })) : undefined;
    const dismiss = iconButton('close', texts.dismiss, () => this.showFailure(undefined));
    const words = h('span', { class: 'words' }, failure.sentence);
    this.#failure.append(icon('error'), words, ...(action ? [action] : []), dismiss);
  }

  #update(): void {
    const isSending = this.#sendingSentence !== undefined;
    this.#result.textContent = this.#sendingSentence ?? this.#resultText;
    this.#warnings.textContent = this.#warningCount === 1 ? texts.oneWarning : format(texts.severalWarnings, this.#warningCount);
    this.#warnings.hidden = isSending || this.#warningCount === 0;
    this.#progress.hidden = !isSending;
    this.#send.hidden = isSending;
    this.#discard.hidden = isSending;
    this.#cancel.hidden = !isSending;
    this.#send.disabled = !this.#canSend;
  }
}

import type { PageFailure } from '../../src/protocol.ts';
import { announce } from './announcer.ts';
import { button, iconButton } from './controls.ts';
import { h } from './dom.ts';
import { tell } from './extension.ts';
import { icon } from './icons.ts';
import { texts } from './texts.ts';

/** The foot of the draft: what would be sent, the button that sends it, and what came of it. Always the same height. */
export class SendBar {
  readonly element: HTMLElement;
  readonly #result = h('p', { class: 'result' });
  readonly #send = button(texts.setAvatar, () => this.sendNow(), 'primary');
  readonly #discard = button(texts.discard, () => tell({ type: 'discard' }));
  readonly #cancel = button(texts.cancel, () => tell({ type: 'cancel' }));
  readonly #progress = h('div', { class: 'progress', hidden: true });
  readonly #failure = h('div', { class: 'message error', role: 'alert', hidden: true });
  #canSend = false;
  #resultText = '';
  #sendingSentence: string | undefined;

  constructor(private readonly sendNow: () => void) {
    this.element = h(
      'footer',
      {},
      this.#failure,
      h('div', { class: 'bar' },
        this.#progress,
        this.#result,
        h('div', { class: 'actions' }, this.#send, this.#cancel, this.#discard)),
    );
    this.showIdle();
  }

  showResult(text: string): void {
    this.#resultText = text;
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
    this.#progress.hidden = !isSending;
    this.#send.hidden = isSending;
    this.#discard.hidden = isSending;
    this.#cancel.hidden = !isSending;
    this.#send.disabled = !this.#canSend;
  }
}

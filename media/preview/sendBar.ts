import type { PageFailure } from '../../src/shared/protocol.ts';
import { announce } from './announcer.ts';
import { button, iconButton, linkButton } from './controls.ts';
import { format, h } from './dom.ts';
import { tell } from './extension.ts';
import { icon } from './icons.ts';
import { texts } from './texts.ts';

/** Milliseconds between two clicks that are one gesture; systems let people choose up to about this. */
const longestDoubleClick = 500;

/** The foot of the draft: what would be sent, the button that sends it, and what came of it. Always the same height. */
export class SendBar {
  readonly element: HTMLElement;
  readonly #result = h('p', { class: 'result' });
  readonly #warnings = linkButton('', () => this.goToWarnings());
  readonly #send = button(texts.setAvatar, () => this.sendNow(), 'primary');
  readonly #discard = button(texts.discard, () => tell({ type: 'discard' }));
  readonly #cancel = button(texts.cancel, () => tell({ type: 'cancel' }));
  readonly #progress = h('div', { class: 'progress', hidden: true });
  readonly #failureWords = h('span', { class: 'words' });
  readonly #failureAction = button('', () => tell({ type: 'failureAction' }));
  readonly #failure = h(
    'div',
    { class: 'message error', role: 'alert', hidden: true },
    icon('error'),
    this.#failureWords,
    this.#failureAction,
    iconButton('close', texts.dismiss, () => this.showFailure(undefined)),
  );
  #canSend = false;
  #resultText = '';
  #warningCount = 0;
  #progressTitle: string | undefined;

  constructor(
    private readonly sendNow: () => void,
    private readonly goToWarnings: () => void,
  ) {
    this.element = h(
      'footer',
      {},
      this.#failure,
      h(
        'div',
        { class: 'bar' },
        this.#progress,
        h('div', { class: 'outcome' }, this.#result, this.#warnings),
        h('div', { class: 'actions' }, this.#send, this.#cancel, this.#discard),
      ),
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
    if (this.#progressTitle !== undefined) this.#guardDiscard();
    // Else it would still be read, where somebody looks for what is said, that it is on its way.
    if (this.#progressTitle !== undefined) announce('');
    this.#progressTitle = undefined;
    this.#update();
  }

  showSending(sentence: string): void {
    this.#progressTitle = sentence;
    this.showFailure(undefined);
    this.#update();
    announce(sentence);
  }

  /** The next focus after a control has gone: Cancel while sending, else Set Avatar for a control of the bar. */
  landing(lost: HTMLElement | undefined): HTMLElement | undefined {
    if (this.#progressTitle !== undefined) return this.#cancel;
    return lost && this.element.contains(lost) && this.#canSend ? this.#send : undefined;
  }

  showFailure(failure: PageFailure | undefined): void {
    this.#failureWords.textContent = failure?.sentence ?? '';
    this.#failureAction.textContent = failure?.actionLabel ?? '';
    this.#failureAction.hidden = failure?.actionLabel === undefined;
    this.#failure.hidden = failure === undefined;
  }

  /** Cancel stood where Discard comes back: the second click of a double-click must not throw the draft away. */
  #guardDiscard(): void {
    this.#discard.disabled = true;
    setTimeout(() => (this.#discard.disabled = false), longestDoubleClick);
  }

  #update(): void {
    const isSending = this.#progressTitle !== undefined;
    this.#result.textContent = this.#progressTitle ?? this.#resultText;
    this.#warnings.textContent = this.#warningCount === 1 ? texts.oneWarning : format(texts.severalWarnings, this.#warningCount);
    this.#warnings.hidden = isSending || this.#warningCount === 0;
    this.#progress.hidden = !isSending;
    this.#send.hidden = isSending;
    this.#discard.hidden = isSending;
    this.#cancel.hidden = !isSending;
    this.#send.disabled = !this.#canSend;
  }
}

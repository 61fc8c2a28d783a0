import { withCancellableProgress } from '../editor/messages.ts';

/** A notification that stands in for the panel's own progress while the panel cannot be seen. */
export class HiddenProgress {
  #end: (() => void) | undefined;

  constructor(
    private readonly title: string,
    private readonly cancel: () => void,
  ) {}

  /** Shows or takes back the notification. */
  update(isPanelVisible: boolean): void {
    if (isPanelVisible) this.end();
    else if (!this.#end) this.#begin();
  }

  end(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #begin(): void {
    // Made here, since VS Code calls the task a moment later: it may have ended by then.
    const ended = new Promise<void>((resolve) => (this.#end = resolve));
    void withCancellableProgress(this.title, (signal) => {
      signal.addEventListener('abort', this.cancel);
      return ended;
    });
  }
}

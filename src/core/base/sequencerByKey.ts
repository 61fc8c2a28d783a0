import { abortable } from './clock.ts';

/** Lets calls about the same thing run one after another, in the order they were made, so that the last one wins. */
export class SequencerByKey {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Waits until all earlier calls with this key have ended.
   *
   * @returns what to call when this one has ended
   * @throws the signal's reason when it is aborted while waiting
   */
  async take(key: string, signal: AbortSignal, onWaiting: () => void): Promise<() => void> {
    const earlier = this.#last.get(key);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const all = earlier ? earlier.then(() => ended) : ended;
    this.#last.set(key, all);
    void all.then(() => {
      if (this.#last.get(key) === all) this.#last.delete(key);
    });
    if (!earlier) return end;
    onWaiting();
    try {
      await abortable(earlier, signal);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }
}

/** Ends what was begun: a subscription, a timer, a connection. */
export interface Disposable {
  dispose(): void;
}

/** Tells listeners of something that happened, in the order they came. */
export class Emitter<T = void> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Calls the listener each time, until what is returned is disposed of. */
  readonly event = (listener: (value: T) => void): Disposable => {
    // A listener that is added twice is called twice.
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  /** Forgets its listeners. */
  dispose(): void {
    this.#listeners.clear();
  }
}

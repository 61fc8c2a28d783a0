/** What is known, in this window, about an avatar after it was sent off. */
export type UploadState = 'sending' | 'live' | 'notVisibleYet';

/** The state of each agent's latest upload. Who sends tells it; views show it. */
export class UploadStates {
  readonly #states = new Map<string, UploadState>();
  readonly #listeners = new Set<() => void>();

  get(origin: string, agentId: string): UploadState | undefined {
    return this.#states.get(keyOf(origin, agentId));
  }

  /** @param state `undefined` when nothing is known (any more): the upload was given up, or nobody looks */
  set(origin: string, agentId: string, state: UploadState | undefined): void {
    const key = keyOf(origin, agentId);
    if (this.#states.get(key) === state) return;
    if (state) this.#states.set(key, state);
    else this.#states.delete(key);
    for (const listener of this.#listeners) listener();
  }

  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}

/** An origin holds no space, so the two cannot run into each other. */
function keyOf(origin: string, agentId: string): string {
  return `${origin} ${agentId}`;
}

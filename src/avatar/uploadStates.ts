import type { AgentId } from './agentId.ts';

/** What is known, in this window, about an avatar after it was sent off. */
export type UploadState = 'sending' | 'live' | 'notVisibleYet';

/** The state of each agent's latest upload. Who sends tells it; views show it. */
export class UploadStates {
  readonly #states = new Map<string, { readonly origin: string; readonly agentId: AgentId; readonly state: UploadState }>();
  readonly #listeners = new Set<() => void>();

  get(origin: string, agentId: AgentId): UploadState | undefined {
    return this.#states.get(keyOf(origin, agentId))?.state;
  }

  /** The agents of a server that are being given an avatar, the one begun last first. */
  sending(origin: string): AgentId[] {
    const mine = [...this.#states.values()].filter((known) => known.origin === origin && known.state === 'sending');
    return mine.map(({ agentId }) => agentId).reverse();
  }

  /** @param state `undefined` when nothing is known (any more): the upload was given up, or nobody looks */
  set(origin: string, agentId: AgentId, state: UploadState | undefined): void {
    const key = keyOf(origin, agentId);
    if (this.#states.get(key)?.state === state) return;
    this.#states.delete(key);
    if (state) this.#states.set(key, { origin, agentId, state });
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

import type { Draft } from './draft.ts';
import type { DraftStore } from './draftStore.ts';

/** Told of what went wrong. `isNew`: it is not the same trouble as the last time. */
export type OnDraftProblem = (what: 'keep' | 'forget' | 'read', error: unknown, isNew: boolean) => void;

/**
 * Keeps the draft at hand for later. A disk that does not take it, or cannot be read, costs the person what is kept, never
 * what they do now: nothing here rejects.
 */
export class DraftKeeper {
  #isFailing = false;

  constructor(
    private readonly store: Pick<DraftStore, 'keep' | 'forget' | 'read'>,
    private readonly onProblem: OnDraftProblem,
  ) {}

  async keep(draft: Draft): Promise<void> {
    try {
      await this.store.keep(draft);
      this.#isFailing = false;
    } catch (error) {
      this.onProblem('keep', error, !this.#isFailing);
      this.#isFailing = true;
    }
  }

  async forget(draftId: string): Promise<void> {
    await this.store.forget(draftId).catch((error: unknown) => this.onProblem('forget', error, true));
  }

  /** The draft of this id, or else the one that is this window's to take; `undefined` when there is none. */
  async read(draftId?: string): Promise<Draft | undefined> {
    try {
      return await this.store.read(draftId);
    } catch (error) {
      this.onProblem('read', error, true);
      return undefined;
    }
  }
}

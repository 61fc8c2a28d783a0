import type { Draft } from '../../core/history/draft.ts';
import type { PendingAvatar } from '../../core/services/avatarUploader.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';
import { Sending } from './sending.ts';

/** The drafts that are on their way, and the last try of one that failed. Each goes its way whatever the panel shows. */
export class Sendings {
  readonly #byDraft = new Map<string, Sending>();
  #seen: string | undefined;

  constructor(private readonly sender: InteractiveUploader) {}

  /** @param say told what is going on, whenever that changes */
  begin(draft: Draft, pending: Promise<PendingAvatar>, say: (sentence: string) => void): Sending {
    const sending = new Sending(this.sender, draft, pending, say);
    this.#byDraft.set(draft.id, sending);
    sending.beSeen(draft.id === this.#seen);
    return sending;
  }

  /** The latest of a draft, under way or failed. */
  of(draftId: string | undefined): Sending | undefined {
    return draftId === undefined ? undefined : this.#byDraft.get(draftId);
  }

  /** The panel holds this draft now, or none. What has ended of others is not sent again from there. @param isVisible whether it is seen */
  show(draftId: string | undefined, isVisible: boolean): void {
    this.#seen = isVisible ? draftId : undefined;
    for (const [id, sending] of this.#byDraft) {
      sending.beSeen(id === this.#seen);
      if (!sending.isUnderWay && id !== draftId) this.#byDraft.delete(id);
    }
  }

  cancelAll(): void {
    for (const sending of this.#byDraft.values()) sending.cancel();
  }
}

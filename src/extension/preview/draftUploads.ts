import type { Failure } from '../../core/model/failure.ts';
import type { Result } from '../../core/base/result.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { type CallersAction, showFailure } from '../editor/failureNotice.ts';
import { explainWaiting } from '../editor/waiting.ts';
import type { Draft } from '../../core/history/draft.ts';
import type { PendingAvatar } from '../../core/services/avatarUploader.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';
import { progressTitle } from '../upload/uploadWithProgress.ts';
import { HiddenProgress } from './hiddenProgress.ts';

/** The drafts that are on their way, and the last try of one that failed. Each goes its way whatever the panel shows. */
export class DraftUploads {
  readonly #byDraft = new Map<string, DraftUpload>();
  #seen: string | undefined;

  constructor(private readonly uploader: InteractiveUploader) {}

  /** @param say told what is going on, whenever that changes */
  begin(draft: Draft, pending: Promise<PendingAvatar>, say: (sentence: string) => void): DraftUpload {
    const upload = new DraftUpload(this.uploader, draft, pending, say);
    this.#byDraft.set(draft.id, upload);
    upload.setVisible(draft.id === this.#seen);
    return upload;
  }

  /** The latest of a draft, under way or failed. */
  of(draftId: string | undefined): DraftUpload | undefined {
    return draftId === undefined ? undefined : this.#byDraft.get(draftId);
  }

  /** The panel holds this draft now, or none. What has ended of others is not sent again from there. @param isVisible whether it is seen */
  show(draftId: string | undefined, isVisible: boolean): void {
    this.#seen = isVisible ? draftId : undefined;
    for (const [id, upload] of this.#byDraft) {
      upload.setVisible(id === this.#seen);
      if (!upload.isUnderWay && id !== draftId) this.#byDraft.delete(id);
    }
  }

  cancelAll(): void {
    for (const upload of this.#byDraft.values()) upload.cancel();
  }
}

/** One draft on its way to the server. It goes on when its panel is closed; only Cancel ends it. */
export class DraftUpload {
  readonly #controller = new AbortController();
  readonly #progress: HiddenProgress;
  #isUnderWay = true;
  #isVisible = false;

  constructor(
    private readonly uploader: InteractiveUploader,
    readonly draft: Draft,
    /** The person's act, whose place among others is taken already. */
    private readonly pending: Promise<PendingAvatar>,
    /** Told what is going on, whenever that changes. */
    private readonly say: (sentence: string) => void,
  ) {
    this.#progress = new HiddenProgress(progressTitle(draft), () => this.cancel());
  }

  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  cancel(): void {
    this.#controller.abort();
  }

  /** Whether the panel shows this draft where the person can see it; else notifications stand in for it. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (this.#isUnderWay) this.#progress.update(isVisible);
  }

  async run(): Promise<Result<HistoryEntry, Failure>> {
    const { draft } = this;
    try {
      const pending = await this.pending;
      const server = await this.uploader.serverOf(pending);
      if (!server.ok) return server;
      return await this.uploader.upload(server.value, pending, {
        signal: this.#controller.signal,
        onWaiting: (waiting) => this.say(`${progressTitle(draft)} ${explainWaiting(waiting)}`),
        onTry: () => this.say(progressTitle(draft)),
      });
    } finally {
      this.#isUnderWay = false;
      this.#progress.end();
    }
  }

  /** The same act once more, or, where the person wants it set in spite of a failure, what stands for that. */
  async again(failure: Failure, isForced: boolean): Promise<PendingAvatar> {
    const pending = await this.pending;
    return isForced ? this.uploader.setAnyway(pending, failure) : pending;
  }

  /** Says what the panel could not show. @returns what the person wants to do about it, when that is to send once more */
  async notice(sent: Result<HistoryEntry, Failure>): Promise<CallersAction | undefined> {
    return this.#isVisible || sent.ok ? undefined : showFailure(sent.failure);
  }
}

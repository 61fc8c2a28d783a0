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

/** One draft on its way to the server. It goes on when its panel is closed; only Cancel ends it. */
export class Sending {
  readonly #controller = new AbortController();
  readonly #progress: HiddenProgress;
  #isUnderWay = true;
  #isSeen = false;

  constructor(
    private readonly sender: InteractiveUploader,
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
  beSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (this.#isUnderWay) this.#progress.update(isSeen);
  }

  async run(): Promise<Result<HistoryEntry, Failure>> {
    const { draft } = this;
    try {
      const pending = await this.pending;
      const server = await this.sender.serverOf(pending);
      if (!server.ok) return server;
      return await this.sender.send(server.value, pending, {
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
    return isForced ? this.sender.uploader.setAnyway(pending, failure) : pending;
  }

  /** Says what the panel could not show. @returns what the person wants to do about it, when that is to send once more */
  async notice(sent: Result<HistoryEntry, Failure>): Promise<CallersAction | undefined> {
    return this.#isSeen || sent.ok ? undefined : showFailure(sent.failure);
  }
}

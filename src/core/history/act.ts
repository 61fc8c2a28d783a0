import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import type { Journal } from './journal.ts';
import { recordName, type RecordName } from './entryRecord.ts';

/** To be called when an attempt has ended. @param mayHaveActed whether it may have set the avatar */
export type EndAttempt = (mayHaveActed: boolean) => void;

/**
 * One act of a person, that sets an agent's avatar: its place among the agent's acts, what it replaces, and how it ended.
 * It may be tried again after it failed, and keeps its place then.
 */
export class Act {
  #intent: HistoryEntry;
  #record: RecordName;
  /** The older acts that were known when this one ended: all others that are known when it begins again are newer. */
  #older: ReadonlySet<string> | undefined;
  #overtaken = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #beats = 0;
  #isTrying = false;
  #mayBeSet = false;
  /** Whether an attempt may have set the avatar: what is found after that may be its own image. */
  #mayHaveActed = false;
  /** How high what it found ranks, by its hash. */
  readonly #ranks = new Map<string, number>();
  #replacedOrb = false;
  #isLate = false;
  /** The older acts that had ended late before the last attempt. */
  #late: readonly RecordName[] = [];
  /** Ends the mark of the last attempt. */
  #unmarking: Promise<void> = Promise.resolve();

  /**
   * @param intent the entry that it becomes when the server accepts it
   * @param instead the id of the entry that it takes back: whatever is newer than that one overtakes it
   */
  constructor(
    intent: HistoryEntry,
    private readonly journal: Journal,
    private readonly instead: string | undefined,
  ) {
    this.#intent = intent;
    this.#record = recordName(intent);
    this.#live();
  }

  /** The entry that it becomes when the server accepts it. */
  get intent(): HistoryEntry {
    return this.#intent;
  }

  get id(): string {
    return this.#intent.id;
  }

  /** Aborted when a newer act of the agent is known, never while an attempt of this one is on its way. */
  get overtaken(): AbortSignal {
    return this.#overtaken.signal;
  }

  /**
   * Begins it, or begins it again after it ended. Where a newer act is known by then, it is overtaken at once.
   *
   * @throws the file system's error when its place cannot be kept
   */
  async start(): Promise<void> {
    this.#overtaken = new AbortController();
    if (this.#older) {
      const id = await this.journal.places.takeAgain(this.#record, this.#older);
      if (id === undefined) {
        this.#overtaken.abort();
        return;
      }
      this.#intent = { ...this.#intent, id };
      this.#record = recordName(this.#intent);
    }
    this.#live();
    await this.journal.open(this.#intent);
    this.#older = undefined;
  }

  /**
   * Waits until no older act of the agent has an attempt on its way. One whose process was killed is ended.
   *
   * @param onWaiting called once, where it must wait
   * @throws the signal's reason when it is aborted, or the file system's error
   */
  async waitForOlder(signal: AbortSignal, onWaiting: () => void): Promise<void> {
    const areOlderSending = this.journal.olderAttempts(this.#record);
    for (let told = false; await areOlderSending(); told = true) {
      signal.throwIfAborted();
      if (!told) onWaiting();
      await delay(this.journal.pace.poll, undefined, { signal });
    }
    signal.throwIfAborted();
  }

  /**
   * Keeps what the server shows before an attempt replaces it, beside what it showed before earlier attempts: on disk,
   * before this one goes out.
   *
   * @throws the file system's error
   */
  keepBefore(image: SentImage, bytes: Uint8Array): Promise<void> {
    const { sha256 } = image;
    const rank = this.#mayHaveActed ? (this.#ranks.get(sha256) ?? 0) : Math.max(-1, ...this.#ranks.values()) + 1;
    this.#ranks.set(sha256, rank);
    if (!this.#mayHaveActed) this.#replacedOrb = false;
    return this.journal.keepBefore(this.#intent, { image, bytes, rank });
  }

  /** The server shows the agent's colours before an attempt, and no image that could be kept. */
  noteOrb(): void {
    if (!this.#mayHaveActed) this.#replacedOrb = true;
  }

  /** Whether it replaces the agent's colours, as far as it was told. */
  get replacedOrb(): boolean {
    return this.#replacedOrb;
  }

  /** Whether it takes back what was set before, and nothing can have come of it yet. */
  get isToTakeBack(): boolean {
    return this.instead !== undefined && !this.#mayHaveActed;
  }

  /** Keeps what it sends. @throws the file system's error */
  keepSent(bytes: Uint8Array): Promise<void> {
    return this.journal.keepSent(this.#intent.image, bytes);
  }

  /**
   * To be called right before an attempt goes out.
   *
   * @param longest how long it may take, in milliseconds
   * @returns what to call when the attempt has ended; `undefined` when a newer act is known: no attempt may go out then
   * @throws the file system's error when the attempt cannot be marked
   */
  async beginAttempt(longest: number): Promise<EndAttempt | undefined> {
    await this.#unmarking;
    // First the mark, then the look: of two acts that do this at once, at least one sees the other.
    await this.journal.markAttempt(this.#intent, longest);
    if (await this.#isOvertaken()) {
      await this.journal.unmarkAttempt(this.#record);
      return undefined;
    }
    this.#late = await this.journal.unsettled.lateOf(this.#record);
    return this.#attempt(() => this.journal.unmarkAttempt(this.#record));
  }

  /** The same, where the disk takes no mark, or cannot be read either, and the person goes on all the same. */
  async beginUnmarkedAttempt(): Promise<EndAttempt | undefined> {
    const isOvertaken = await this.#isOvertaken().catch(() => this.journal.places.hasNewerHere(this.#record, this.instead));
    if (!isOvertaken) return this.#attempt(() => Promise.resolve());
    this.#overtaken.abort();
    return undefined;
  }

  /** The server accepted it: it becomes an entry of the history. @throws the file system's error when it cannot be kept */
  async accept(entry: HistoryEntry, bytes: Uint8Array): Promise<void> {
    this.#rest();
    this.#mayBeSet = true;
    await this.#unmarking;
    await this.journal.accept(entry, bytes, this.#late);
  }

  /** It ended without an answer that settles whether the avatar was set. What it may have replaced can be restored from now on. */
  async leaveUnsettled(): Promise<void> {
    this.#rest();
    this.#mayBeSet = true;
    await this.#unmarking;
    this.#older ??= await this.journal.places.older(this.#record, this.instead);
    await this.journal.leaveUnsettled(this.#record);
    if (this.#isLate) await this.journal.markLate(this.#record);
  }

  /** Whether a newer act of the agent was sent while an attempt of this one was on its way, which may have ended after it. */
  async isLate(): Promise<boolean> {
    await this.#unmarking;
    return this.#isLate;
  }

  /** It ended and set nothing; unless an attempt of before may have. */
  async withdraw(): Promise<void> {
    if (this.#mayBeSet) return this.leaveUnsettled();
    this.#rest();
    await this.#unmarking;
    // Before its own place is given up: a later act takes its own with that in view, or is not among the known.
    this.#older ??= await this.journal.places.older(this.#record, this.instead);
    await this.journal.withdraw(this.#record);
  }

  async #isOvertaken(): Promise<boolean> {
    const overtaken = await this.journal.places.hasNewer(this.#record, this.instead);
    if (overtaken) this.#overtaken.abort();
    return overtaken;
  }

  #attempt(unmark: () => Promise<void>): EndAttempt {
    this.#isTrying = true;
    return (mayHaveActed) => {
      this.#isTrying = false;
      this.#mayHaveActed ||= mayHaveActed;
      // However the act ends, the mark is deleted then too, and that says what is wrong.
      this.#unmarking = this.#noteLate(mayHaveActed)
        .then(unmark)
        .catch(() => undefined);
    };
  }

  async #noteLate(mayHaveActed: boolean): Promise<void> {
    if (mayHaveActed) this.#isLate ||= await this.journal.wasPassed(this.#record);
  }

  #live(): void {
    this.#timer ??= setInterval(() => void this.#beat(), this.journal.pace.beat).unref();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #beat(): Promise<void> {
    try {
      await this.journal.beat(this.#record, ++this.#beats);
      const overtaken = !this.#isTrying && (await this.journal.places.hasNewer(this.#record, this.instead));
      if (overtaken && !this.#isTrying && this.#timer) this.#overtaken.abort();
    } catch {
      // A beat that is missing makes others take this process for dead; before its next attempt it looks for their acts.
    }
  }
}

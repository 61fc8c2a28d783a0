import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Waiting } from './apiClient.ts';
import { abortable, type Clock, startStopwatch } from '../base/clock.ts';
import { Emitter } from '../base/emitter.ts';
import type { RequestLimits } from './networkSettings.ts';
import type { RateLimits, RequestCounter } from './requestCounter.ts';
import { LimitedTurn } from './turn.ts';

/** A waiting request checks again after this time at the latest: the machine may have slept. Milliseconds. */
const longestPause = 5_000;

/** The share of a limit that look-ups leave to uploads, in this window and in others. */
const keptForUploads = 0.1;

/** The order of waiting calls: `inTurn`, made during another call's turn, before uploads, and these before look-ups. */
export type Rank = 'inTurn' | 'upload' | 'lookUp';

export interface Entry {
  readonly signal: AbortSignal;
  readonly rank: Rank;
  /** How many requests it makes, at most. */
  readonly requests: number;
  /** Whether the server itself has said when this request may come (`Retry-After`): its word goes before our counting. */
  readonly invited: boolean;
  /** Told each time when why, or how long, it waits is news. */
  readonly onWaiting: (waiting: Waiting) => void;
}

interface Waiter extends Entry {
  /** Told under which name its last request is counted, and how many are. */
  readonly letIn: (counted: Counted) => void;
  readonly fail: (error: unknown) => void;
  told?: Waiting['reason'];
}

/** The count of a request; none where there is no limit. */
interface Counted {
  readonly name: string | undefined;
  readonly requests: number;
}

/**
 * Keeps the requests with one key within the limits, uploads first and else in the order they came, by letting them wait:
 * running into the server's own limit costs more than waiting for it.
 */
export class RateLimiter {
  #running = 0;
  readonly #waiters: Waiter[] = [];
  readonly #left = new Emitter();
  #limits: RequestLimits;
  #isAdmitting = false;
  /** Grows with all that may let somebody in, so that none of it is missed between a look and the pause after it. */
  #news = 0;
  /** Ends the pause between two looks. */
  #pause: AbortController | undefined;
  /** How much longer the server wants to be left alone. */
  #closedFor = (): number => 0;
  /** How often the server has said so. */
  #closings = 0;

  constructor(
    limits: RequestLimits,
    private readonly counter: RequestCounter,
    private readonly clock: Clock,
  ) {
    this.#limits = limits;
  }

  /** New limits count from the next request on. */
  set limits(limits: RequestLimits) {
    this.#limits = limits;
    this.#lookAgain();
  }

  /**
   * Waits until a request may begin.
   *
   * @returns its turn, which it must end
   * @throws the signal's reason when it is aborted while waiting
   */
  async enter(entry: Entry): Promise<LimitedTurn> {
    entry.signal.throwIfAborted();
    const place = { isTaken: false };
    let waiter: Waiter | undefined;
    const entered = new Promise<Counted>((resolve, fail) => {
      const letIn = (counted: Counted) => {
        place.isTaken = true;
        resolve(counted);
      };
      this.#queue((waiter = { ...entry, letIn, fail }));
    });
    try {
      const { name, requests } = await abortable(entered, entry.signal);
      const { perMinute, perHour } = this.#limits;
      const closings = this.#closings;
      return new LimitedTurn({
        name,
        counted: requests,
        hasRoomForMore: Math.min(perMinute, perHour) > 1,
        countAnew: (instead) => this.#countAnew(entry, { instead, closings }),
        leave: () => this.#leave(),
      });
    } catch (error) {
      const index = this.#waiters.findIndex((each) => each === waiter);
      if (index >= 0) this.#waiters.splice(index, 1);
      // It was let in at the very moment it went away.
      if (place.isTaken) this.#running -= 1;
      this.#lookAgain();
      throw error;
    }
  }

  /**
   * Resolves when another request that runs now has ended; `undefined` when none runs.
   *
   * @param own how many of those that run belong to who asks
   */
  anotherLeaves(own: number): Promise<void> | undefined {
    if (this.#running <= own) return undefined;
    return new Promise((resolve) => {
      const listening = this.#left.event(() => {
        listening.dispose();
        resolve();
      });
    });
  }

  /** Lets nobody in for a time but whom the server has invited: it has asked to be left alone. */
  closeFor(milliseconds: number): void {
    this.#closings += 1;
    // The longest of several words counts.
    if (milliseconds <= this.#closedFor()) return;
    const passed = startStopwatch(this.clock);
    this.#closedFor = () => Math.max(0, milliseconds - passed());
  }

  #queue(waiter: Waiter): void {
    const behind = this.#waiters.findIndex((other) => rankOf(other) > rankOf(waiter));
    this.#waiters.splice(behind < 0 ? this.#waiters.length : behind, 0, waiter);
    this.#lookAgain();
  }

  #leave(): void {
    this.#running -= 1;
    this.#left.fire();
    this.#lookAgain();
  }

  #lookAgain(): void {
    this.#news += 1;
    this.#pause?.abort();
    if (this.#isAdmitting) return;
    this.#admit().catch((error: unknown) => {
      for (const { fail } of this.#waiters.splice(0)) fail(error);
    });
  }

  /** Lets in whoever may, until nobody waits; in between it waits with them. */
  async #admit(): Promise<void> {
    this.#isAdmitting = true;
    try {
      for (let first = this.#waiters[0]; first; first = this.#waiters[0]) {
        const news = this.#news;
        const { perMinute, perHour } = this.#limits;
        // If there is never room for all of them, the rest is counted when it goes out.
        const requests = Math.min(first.requests, perMinute, perHour);
        const name = this.#isCounting ? randomUUID() : undefined;
        const obstacle = await this.#obstacle(first, { requests, name });
        // Another may be the first by now; what was counted is as good for that one.
        if (!obstacle) this.#begin(this.#waiters.shift(), { name, requests });
        else if (news === this.#news) await this.#waitFor(obstacle);
      }
    } finally {
      this.#isAdmitting = false;
    }
  }

  #begin(waiter: Waiter | undefined, counted: Counted): void {
    if (!waiter) return;
    this.#running += 1;
    waiter.letIn(counted);
  }

  async #obstacle({ rank, invited }: Entry, { requests, name }: Counted): Promise<Waiting | undefined> {
    if (rank !== 'inTurn' && this.#running >= this.#limits.concurrent) return { reason: 'freePlace' };
    const closedFor = this.#closedFor();
    if (!invited && closedFor > 0) return { reason: 'serverLimit', milliseconds: closedFor };
    if (name === undefined) return undefined;
    const { perMinute, perHour } = this.#limits;
    const limits = rank === 'lookUp' ? limitsOfLookUps({ perMinute, perHour }) : { perMinute, perHour };
    return this.counter.count({ limits, requests, invited, as: name });
  }

  /**
   * Counts a request anew that was let in some time ago and goes out now. Where what it was let in by still counts, there is
   * room for it: it only moves.
   *
   * @param since.closings how often the server had asked to be left alone when it was let in
   * @returns its new name
   */
  async #countAnew(
    { signal, invited, onWaiting }: Entry,
    since: { readonly instead: string | undefined; readonly closings: number },
  ): Promise<string | undefined> {
    for (;;) {
      signal.throwIfAborted();
      const closedFor = this.#closedFor();
      // A later word of the server also holds for calls that it had invited before.
      const isClosed = closedFor > 0 && (!invited || this.#closings > since.closings);
      const { perMinute, perHour } = this.#limits;
      const name = this.#isCounting ? randomUUID() : undefined;
      const counted = { limits: { perMinute, perHour }, requests: 1, invited, instead: since.instead };
      const reached = isClosed || name === undefined ? undefined : await this.counter.count({ ...counted, as: name });
      const obstacle = isClosed ? ({ reason: 'serverLimit', milliseconds: closedFor } as const) : reached;
      if (!obstacle) return name;
      onWaiting(obstacle);
      await this.clock.wait(Math.min(obstacle.milliseconds, longestPause), signal);
    }
  }

  /** Without a limit there is nothing to count. */
  get #isCounting(): boolean {
    return this.#limits.perMinute !== Infinity || this.#limits.perHour !== Infinity;
  }

  /** Tells everybody who waits why, and waits with them until there is news or a time has passed. */
  async #waitFor(obstacle: Waiting): Promise<void> {
    const pause = (this.#pause = new AbortController());
    for (const waiter of this.#waiters) tell(waiter, obstacle);
    try {
      if ('milliseconds' in obstacle) await this.clock.wait(Math.min(obstacle.milliseconds, longestPause), pause.signal);
      else await once(pause.signal, 'abort');
    } catch (error) {
      if (!pause.signal.aborted) throw error;
    } finally {
      this.#pause = undefined;
    }
  }
}

const ranks: readonly Rank[] = ['inTurn', 'upload', 'lookUp'];

function rankOf({ rank, invited }: Entry): number {
  return 2 * ranks.indexOf(rank) + (invited ? 0 : 1);
}

function tell(waiter: Waiter, waiting: Waiting): void {
  if (waiting.reason === 'freePlace' && waiter.told === waiting.reason) return;
  waiter.told = waiting.reason;
  waiter.onWaiting(waiting);
}

function limitsOfLookUps({ perMinute, perHour }: RateLimits): RateLimits {
  const share = (limit: number) => (limit === Infinity ? limit : Math.max(1, Math.floor(limit * (1 - keptForUploads))));
  return { perMinute: share(perMinute), perHour: share(perHour) };
}

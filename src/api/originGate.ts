import type { Waiting } from './apiClient.ts';
import { abortable } from './clock.ts';
import type { RequestLimits } from './networkSettings.ts';

const minute = 60_000;

interface Waiter {
  readonly enter: () => void;
  readonly tell: (waiting: Waiting) => void;
}

/**
 * Keeps the requests to one origin within the limits, in the order they came, by letting them wait: running into the
 * server's own limit costs more than waiting for it.
 */
export class OriginGate {
  #running = 0;
  /** When the requests of the last minute began, oldest first. */
  readonly #begun: number[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #leaveListeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #limits: RequestLimits;

  constructor(limits: RequestLimits, private readonly now: () => number = Date.now) {
    this.#limits = limits;
  }

  /** New limits count from the next request on. */
  set limits(limits: RequestLimits) {
    this.#limits = limits;
    this.#admit();
  }

  /**
   * Waits until a request may begin.
   *
   * @returns what to call when the request has ended
   * @throws the signal's reason when it is aborted while waiting
   */
  async enter(signal: AbortSignal, tell: (waiting: Waiting) => void): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#waiters.length === 0 && this.#obstacle() === undefined) {
      this.#begin();
    } else {
      let enter = (): void => undefined;
      const entered = new Promise<void>((resolve) => (enter = resolve));
      await this.#queue({ enter, tell }, entered, signal);
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  /** Resolves when a request that runs now has ended; `undefined` when none runs. */
  anotherLeaves(): Promise<void> | undefined {
    if (this.#running === 0) return undefined;
    return new Promise((resolve) => {
      const listener = () => {
        this.#leaveListeners.delete(listener);
        resolve();
      };
      this.#leaveListeners.add(listener);
    });
  }

  async #queue(waiter: Waiter, entered: Promise<void>, signal: AbortSignal): Promise<void> {
    this.#waiters.push(waiter);
    const obstacle = this.#obstacle();
    if (obstacle) waiter.tell(obstacle);
    this.#admit();
    try {
      await abortable(entered, signal);
    } catch (error) {
      const index = this.#waiters.indexOf(waiter);
      if (index >= 0) this.#waiters.splice(index, 1);
      // It was let in at the very moment it went away.
      else this.#running -= 1;
      this.#admit();
      throw error;
    }
  }

  #leave(): void {
    this.#running -= 1;
    for (const listener of this.#leaveListeners) listener();
    this.#admit();
  }

  #begin(): void {
    this.#running += 1;
    // Without a limit there is nothing to count.
    if (this.#limits.perMinute !== Infinity) this.#begun.push(this.now());
  }

  #admit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiters.length > 0 && this.#obstacle() === undefined) {
      this.#begin();
      this.#waiters.shift()?.enter();
    }
    const obstacle = this.#waiters.length > 0 ? this.#obstacle() : undefined;
    if (obstacle?.reason !== 'minuteLimit') return;
    // Who waited for a place waits for the minute now.
    for (const { tell } of this.#waiters) tell(obstacle);
    this.#timer = setTimeout(() => this.#admit(), obstacle.milliseconds);
  }

  #obstacle(): Waiting | undefined {
    const { concurrent, perMinute } = this.#limits;
    if (this.#running >= concurrent) return { reason: 'freePlace' };
    const now = this.now();
    while (this.#begun[0] !== undefined && this.#begun[0] <= now - minute) this.#begun.shift();
    const blocking = this.#begun[this.#begun.length - perMinute];
    return blocking === undefined ? undefined : { reason: 'minuteLimit', milliseconds: blocking + minute - now };
  }
}

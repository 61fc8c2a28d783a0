import { HastyClock } from './calls.ts';

/** A clock that stands still until it is moved; what waits, waits for that. */
export class StandingClock extends HastyClock {
  readonly #waiting = new Set<() => void>();
  #now = 10_000_000;

  override uptime(): number {
    return this.#now;
  }

  override monotonic(): number {
    return this.#now;
  }

  override async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    const end = this.#now + milliseconds;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (signal.aborted) reject(new Error('stopped'));
        else if (this.#now >= end) resolve();
        else return;
        this.#waiting.delete(look);
        signal.removeEventListener('abort', look);
      };
      this.#waiting.add(look);
      signal.addEventListener('abort', look);
    });
  }

  /** How many wait for a time. */
  get waiting(): number {
    return this.#waiting.size;
  }

  move(milliseconds: number): void {
    this.#now += milliseconds;
    for (const look of [...this.#waiting]) look();
  }
}

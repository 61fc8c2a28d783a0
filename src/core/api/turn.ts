import type { Turn } from './apiClient.ts';

interface TurnDeps {
  /** The name under which its try is counted; `undefined` where nothing is counted. */
  readonly name: string | undefined;
  /** How many requests were counted for it, its try included. */
  readonly counted: number;
  readonly hasRoomForMore: boolean;
  /** Counts the try anew, in the stead of a name, as soon as there is room; gives its new name. */
  readonly countAnew: (instead: string | undefined) => Promise<string | undefined>;
  readonly leave: () => void;
}

/** The turn of a call that the rate limiter has let in. */
export class LimitedTurn implements Turn {
  #name: string | undefined;
  #isFirst = true;
  #hasEnded = false;

  constructor(private readonly deps: TurnDeps) {
    this.#name = deps.name;
  }

  get hasRoomForMore(): boolean {
    return this.deps.hasRoomForMore;
  }

  takeCounted(): boolean {
    if (!this.#isFirst) return false;
    this.#isFirst = false;
    // If only one could be counted, it is this one: the attempt itself is counted when it goes out.
    if (this.deps.counted < 2) this.#name = undefined;
    return true;
  }

  async confirm(): Promise<void> {
    this.#name = await this.deps.countAnew(this.#name);
  }

  /** To be called when the call's try has ended. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.deps.leave();
  }
}

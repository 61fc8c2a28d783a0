import type { HistoryLimits } from './retention.ts';
import type { History } from './history.ts';

/** After an entry: long enough that a burst of entries is tidied once. Milliseconds. */
const afterUpdate = 3_000;

/** Between two rounds of tidying, in milliseconds: each lists all that is kept. */
const between = 30_000;

/**
 * Keeps the history within its limits and ends what killed windows left open: some time after it was asked and after
 * each entry, never while someone waits for it.
 */
export class Housekeeper {
  #timer: NodeJS.Timeout | undefined;
  #earliest = 0;
  readonly #subscription: { dispose(): void };

  /**
   * @param limits read anew for each round
   * @param onProblem told what the file system said when a round failed; the next one tries again
   */
  constructor(
    private readonly history: History,
    private readonly limits: () => HistoryLimits,
    private readonly onProblem: (error: unknown) => void,
  ) {
    this.#subscription = history.onUntidy(() => this.tidySoon());
  }

  tidySoon(): void {
    const now = Date.now();
    this.#timer ??= setTimeout(() => void this.#tidy(), Math.max(afterUpdate, this.#earliest - now));
    this.#timer.unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  async #tidy(): Promise<void> {
    try {
      await this.history.journal.recover();
      await this.history.tidy(this.limits());
    } catch (error) {
      this.onProblem(error);
    }
    this.#earliest = Date.now() + between;
    this.#timer = undefined;
  }
}

import { Budget } from './budget.ts';

/** The longest that reading a file keeps the process from whatever else waits. Milliseconds. */
const longestTurn = 12;
/** Some seconds, with turns for others in between. */
const mostSteps = 100_000_000;

/** Lets others have their turn while a large file is read, and bounds the whole: this process serves all extensions. */
export class Pace {
  /** Shared with the images inside a drawing. */
  readonly budget = new Budget(mostSteps);
  #began = performance.now();

  /** Whether it is time to give way. To be asked in every loop over a file's content, each few microseconds at most. */
  get isDue(): boolean {
    return performance.now() - this.#began > longestTurn;
  }

  async giveWay(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#began = performance.now();
  }
}

/** The longest that reading a file keeps the process from whatever else waits. Milliseconds. */
const longestTurn = 12;

/** Lets others have their turn while a large file is read: this process serves all extensions. */
export class Pace {
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

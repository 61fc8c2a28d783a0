/** Runs tasks one after another, in the order they were queued. */
export class Sequencer {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the task gives, or throws its error; the tasks after it run in either case */
  queue<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

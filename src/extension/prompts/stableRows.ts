/** Nobody aims at a row that has just come: within this time, a click or Enter was meant for what stood there before. */
const timeToSee = 250;

/**
 * Keeps rows where they are while more of them come. A server keeps no past: a row that moved away under the mouse would
 * cost another agent its avatar.
 *
 * @typeParam Id what a row stands for; equal as `===` says
 */
export class StableRows<Id> {
  #typed: string | undefined;
  #shown: readonly Id[] = [];
  #movedAt = -Infinity;

  /**
   * The rows as they are to be shown: in their own order for a text just typed, else what came later comes last.
   *
   * @param now milliseconds on any clock
   */
  arrange<Row extends { readonly id: Id }>(rows: readonly Row[], typed: string, now: number): Row[] {
    const left = new Map(rows.map((row) => [row.id, row]));
    const arranged: Row[] = [];
    const isNew = typed !== this.#typed;
    for (const id of isNew ? [] : this.#shown) {
      const row = left.get(id);
      if (row) arranged.push(row);
      left.delete(id);
    }
    const someAreNew = left.size > 0;
    arranged.push(...left.values());
    // While a text is typed, the editor sorts rows by how well they fit and hides the others: new ones may come
    // first all the same, and one that goes was hardly seen.
    const moves = typed === '' ? this.#shown.some((id, index) => arranged[index]?.id !== id) : someAreNew;
    if (isNew) this.#movedAt = -Infinity;
    else if (moves) this.#movedAt = now;
    this.#typed = typed;
    this.#shown = arranged.map(({ id }) => id);
    return arranged;
  }

  /** Whether a row may be taken now. The agent whose whole id is typed always may: it is what was typed. */
  mayTake(id: Id, now: number): boolean {
    return id === this.#typed || now - this.#movedAt >= timeToSee;
  }
}

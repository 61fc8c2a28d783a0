import type { AgentId } from '../avatar/agentId.ts';
import type { AgentChoice } from './agentChoices.ts';

/** Nobody aims at a row that has just come: within this time, a click or Enter was meant for what stood there before. */
const timeToSee = 250;

/**
 * Keeps rows where they are while more of them come. A server keeps no past: a row that moved away under the mouse would
 * cost another agent its avatar.
 */
export class SteadyRows {
  #typed: string | undefined;
  #shown: readonly AgentId[] = [];
  #movedAt = -Infinity;

  /**
   * The rows as they are to be shown: in their own order for a text just typed, else what came later comes last.
   *
   * @param now milliseconds on any clock
   * @param hasMoreBelow whether something stands below the rows, whose place a new one takes
   */
  arrange(choices: readonly AgentChoice[], typed: string, now: number, hasMoreBelow = false): AgentChoice[] {
    const left = new Map(choices.map((choice) => [choice.agentId, choice]));
    const arranged: AgentChoice[] = [];
    const take = (agentId: AgentId) => {
      const choice = left.get(agentId);
      if (choice) arranged.push(choice);
      left.delete(agentId);
    };
    if (typed !== this.#typed) {
      this.#movedAt = -Infinity;
    } else {
      this.#shown.forEach(take);
      // Where something is typed, the editor orders rows by how well they fit: new ones may come first all the same.
      if ((typed !== '' || hasMoreBelow) && left.size > 0) this.#movedAt = now;
    }
    arranged.push(...left.values());
    this.#typed = typed;
    this.#shown = arranged.map(({ agentId }) => agentId);
    return arranged;
  }

  /** Whether a row may be taken now. The agent whose whole id is typed always may: it is what was typed. */
  mayTake(agentId: AgentId, now: number): boolean {
    return agentId === this.#typed || now - this.#movedAt >= timeToSee;
  }
}

import { type Agent, agentKey } from '../../core/model/agent.ts';
import type { AgentId } from '../../core/model/agentId.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';

/**
 * A row of the tree: one agent, the same object as long as it is listed, so that VS Code can draw it anew by itself. While
 * it reads a whole list anew, what a person does to a row of it comes to nothing.
 */
export interface AgentRow extends Agent {
  /** The newest of the agent; `undefined` while its first avatar from here is on its way. */
  entry: HistoryEntry | undefined;
}

/** An agent to be listed, and all that its row shows of the history, as a text. */
export interface Listing extends Pick<AgentRow, 'origin' | 'agentId' | 'entry'> {
  readonly looks: string;
}

/** The rows that are listed now. */
export class RowList {
  #rows: readonly AgentRow[] = [];
  #byAgent: ReadonlyMap<string, AgentRow> = new Map();
  #looks: ReadonlyMap<string, string> = new Map();

  get rows(): readonly AgentRow[] {
    return this.#rows;
  }

  of(agent: { readonly origin: string; readonly agentId: AgentId }): AgentRow | undefined {
    return this.#byAgent.get(agentKey(agent));
  }

  /** Takes in what is to be listed. @returns the rows that look different now; `all` when others are listed, or in another order */
  take(listings: readonly Listing[]): readonly AgentRow[] | 'all' {
    const [before, looksBefore] = [this.#rows, this.#looks];
    this.#rows = listings.map(({ origin, agentId, entry }) => {
      const row = this.of({ origin, agentId }) ?? { origin, agentId, entry };
      row.entry = entry;
      return row;
    });
    this.#byAgent = new Map(this.#rows.map((row) => [agentKey(row), row]));
    this.#looks = new Map(listings.map((listing) => [agentKey(listing), listing.looks]));
    const same = before.length === this.#rows.length && before.every((row, index) => row === this.#rows[index]);
    return same ? this.#rows.filter((row) => this.#looks.get(agentKey(row)) !== looksBefore.get(agentKey(row))) : 'all';
  }
}

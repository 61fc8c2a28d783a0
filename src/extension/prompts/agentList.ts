import type { AgentId } from '../../core/model/agentId.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { type AgentChoice, agentChoices, type ChoiceSection } from './agentChoices.ts';
import type { AgentSearch } from './agentSearch.ts';
import { StableRows } from './stableRows.ts';

/** Stands for the row that offers to enter a key. No agent's ID, whatever it is, equals it. */
export const setKey = Symbol('set key');

/** A row of the question: an agent, or in place of the server's agents the offer to enter a key. */
export type AgentListRow = ({ readonly id: AgentId } & AgentChoice) | { readonly id: typeof setKey; readonly section: ChoiceSection };

/** The rest of what the rows depend on, beside the sources' answers. */
export interface AgentListView {
  /** The typed text, trimmed, and the id it makes, if any. */
  readonly typed: string;
  readonly typedId: AgentId | undefined;
  readonly search: Pick<AgentSearch, 'agents' | 'answers'>;
  /** Whether the server would give agents with a key. */
  readonly isKeyMissing: boolean;
  /** Whether agents may still come that fit what is typed. */
  readonly incomplete: boolean;
  readonly nameOf: (agentId: AgentId) => string | undefined;
}

/**
 * The rows of the question for an agent. Each source answers when it can, and tells this list. As far as it is known in
 * time, the recent agents come first, then the clipboard's, the workspace's and the server's; what comes later comes last.
 */
export class AgentList {
  /** `undefined` until it is read: all others wait for the moment that takes. */
  recent: readonly HistoryEntry[] | undefined;
  clipboard: AgentId | undefined;
  readonly workspace: { readonly agentId: AgentId; readonly place: string }[] = [];
  /** Whether the server's agents need no longer wait for the workspace's. */
  isWorkspaceRead = false;
  readonly #steady = new StableRows<AgentListRow['id']>();

  /** The rows to be shown now. @param now milliseconds on any clock */
  rows(view: AgentListView, now: number): AgentListRow[] {
    const { typed, typedId, search, isKeyMissing, incomplete, nameOf } = view;
    const isServersTurn = this.recent !== undefined && this.isWorkspaceRead;
    const known = {
      recent: this.recent ?? [],
      workspace: this.recent ? this.workspace : [],
      listed: isServersTurn ? search.agents : [],
      listedFor: search.answers,
      nameOf,
      incomplete,
      ...(this.recent && this.clipboard && { clipboard: this.clipboard }),
    };
    const rows: AgentListRow[] = agentChoices(known, typed, typedId).map((choice) => ({ ...choice, id: choice.agentId }));
    if (isKeyMissing && isServersTurn) rows.push({ id: setKey, section: 'listed' });
    return this.#steady.arrange(rows, typed, now);
  }

  /** Whether a click or Enter on a row is meant for it, and not for what stood there a moment ago. */
  mayTake(id: AgentListRow['id'], now: number): boolean {
    return this.#steady.mayTake(id, now);
  }
}

import { Emitter } from '../base/emitter.ts';
import { type Agent, agentKey } from './agent.ts';
import type { AgentId } from './agentId.ts';
import type { HistoryEntry } from './historyEntry.ts';
import type { Visibility } from './visibility.ts';

/** The state of agents' uploads in this window. */
export type UploadState = 'sending' | Visibility;

type EntryName = Pick<HistoryEntry, 'origin' | 'agentId' | 'id'>;

interface Known extends Pick<Agent, 'origin' | 'agentId'> {
  /** Uploads under way: another may begin before the first has ended. */
  readonly sending: number;
  readonly seen?: Visibility;
  /** The latest entry that was looked for: what is found of one before it comes late, and no longer counts. */
  readonly latest?: HistoryEntry['id'];
}

/** The state of each agent's latest upload. Who sends tells it; views show it. */
export class UploadStates {
  readonly #known = new Map<string, Known>();
  readonly #changed = new Emitter<Agent>();
  /** Fires for an agent whose state is another one. */
  readonly onDidChange = this.#changed.event;

  /** The state of the agent's upload, and, of this very entry, what the public sees. */
  of(entry: EntryName): UploadState | undefined {
    const known = this.#known.get(agentKey(entry));
    if (!known || known.sending > 0) return known && 'sending';
    return known.latest === entry.id ? known.seen : undefined;
  }

  /** The agents of a server that are being given an avatar, the one begun last first. */
  sending(origin: string): AgentId[] {
    const mine = [...this.#known.values()].filter((known) => known.origin === origin && known.sending > 0);
    return mine.map(({ agentId }) => agentId).reverse();
  }

  /** An upload begins; what was seen of the one before no longer counts. @returns to be called when it has ended */
  begin(agent: Agent): () => void {
    this.#change(agent, ({ origin, agentId, sending, latest }) => {
      return { origin, agentId, sending: sending + 1, ...(latest !== undefined && { latest }) };
    });
    return () => this.#change(agent, ({ sending, ...known }) => ({ ...known, sending: sending - 1 }));
  }

  /** @param seen what the public sees of an entry; `undefined` when nothing is known (any more) */
  see(entry: EntryName, seen: Visibility | undefined): void {
    this.#change(entry, (known) => {
      if (known.latest !== undefined && known.latest > entry.id) return known;
      const { origin, agentId, sending } = known;
      return { origin, agentId, sending, latest: entry.id, ...(seen && { seen }) };
    });
  }

  #change({ origin, agentId }: Agent, change: (known: Known) => Known): void {
    const agent = { origin, agentId };
    const key = agentKey(agent);
    const before = this.#known.get(key) ?? { ...agent, sending: 0 };
    const after = change(before);
    this.#known.delete(key);
    this.#known.set(key, after);
    if (stateOf(after) === stateOf(before)) return;
    this.#changed.fire(agent);
  }
}

function stateOf({ sending, seen }: Known): UploadState | undefined {
  return sending > 0 ? 'sending' : seen;
}

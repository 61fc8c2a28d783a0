import type { Agent } from '../model/agent.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { History } from './history.ts';

/**
 * The avatars that an agent had before an entry, newest first, each image once, as far as their bytes are kept. The
 * image of the entry itself is none of them: setting it again would change nothing.
 */
export async function earlierAvatars(history: History, current: HistoryEntry): Promise<HistoryEntry[]> {
  const earlier = (await history.withUnsettled(current)).filter(({ id }) => id < current.id);
  return distinct(
    history,
    earlier.filter(({ image }) => image.sha256 !== current.image.sha256),
  );
}

/**
 * The avatars that can be restored of an agent, newest first: all but its newest; that one too where an upload may have
 * replaced it.
 */
export async function restorableAvatars(history: History, agent: Agent): Promise<HistoryEntry[]> {
  const all = await history.withUnsettled(agent);
  const newest = all.find(({ unsettled }) => !unsettled);
  const isDoubtful = newest?.found === true || (await history.journal.isInDoubt(agent));
  return distinct(history, isDoubtful ? all : all.filter(({ image }) => image.sha256 !== newest?.image.sha256));
}

/** Each image once, as far as its bytes are kept; under what was surely set from here where it was. */
async function distinct(history: History, newestFirst: readonly HistoryEntry[]): Promise<HistoryEntry[]> {
  const byImage = new Map<string, HistoryEntry>();
  for (const entry of newestFirst) {
    const seen = byImage.get(entry.image.sha256);
    if (!seen || (!isSurelyOurs(seen) && isSurelyOurs(entry))) byImage.set(entry.image.sha256, entry);
  }
  const kept: HistoryEntry[] = [];
  for (const entry of byImage.values()) if (await history.images.has(entry.image)) kept.push(entry);
  return kept;
}

function isSurelyOurs({ found, unsettled }: HistoryEntry): boolean {
  return !found && !unsettled;
}

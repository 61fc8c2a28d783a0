import type { HistoryEntry } from '../model/historyEntry.ts';

/** So long after an image was replaced, a cache on the way may still deliver it. Milliseconds. */
const longestCached = 3_600_000;

/**
 * Whether a look has seen what the agent had shown before its newest entry, and not what it shows. Our own entries were
 * accepted, and a cache knows nothing of them: where they say that the image was replaced from here just now, the cache is
 * late. Any other image was set elsewhere, and so was one that comes back long after.
 *
 * @param newestFirst the agent's entries
 * @param sha256 of the image that was seen
 */
export function isStale(newestFirst: readonly HistoryEntry[], sha256: string, now = Date.now()): boolean {
  const last = newestFirst.findIndex(({ image }) => image.sha256 === sha256);
  const replacement = newestFirst[last - 1];
  // A clock that was set back since tells nothing of the time that has passed.
  const isRecent = replacement !== undefined && replacement.at <= now && now - replacement.at < longestCached;
  // A newest entry that was found belongs to an act that may not have replaced it.
  return isRecent && newestFirst[0]?.found !== true;
}

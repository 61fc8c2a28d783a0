import type { RecordName } from './entryRecord.ts';

/** How much is kept. */
export interface HistoryLimits {
  /** Updates of one agent. At least 1. */
  readonly perAgent: number;
  /** Bytes of all images together. */
  readonly bytes: number;
}

/** The records that can be given up. */
interface Kept {
  /** Newest first within each server. */
  readonly records: readonly RecordName[];
  /** Those of unsettled acts, which may have set an avatar. */
  readonly unsettled: ReadonlySet<RecordName>;
}

/**
 * Which records to give up to keep within the limits: the oldest first, never the newest of an agent, even where that
 * leaves more bytes than the limit.
 *
 * @param sizes bytes of each image, by its key
 */
export function surplus(all: Kept, limits: HistoryLimits, sizes: ReadonlyMap<string, number>): RecordName[] {
  const { givenUp, kept, newest } = splitByCount(all, limits.perAgent);
  const users = countUsers(kept);
  let bytes = 0;
  for (const key of users.keys()) bytes += sizes.get(key) ?? 0;
  const oldestFirst = kept.filter((record) => !newest.has(record)).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const record of oldestFirst) {
    if (bytes <= limits.bytes) break;
    givenUp.push(record);
    const left = (users.get(record.imageKey) ?? 0) - 1;
    users.set(record.imageKey, left);
    if (left === 0) bytes -= sizes.get(record.imageKey) ?? 0;
  }
  return givenUp;
}

function splitByCount({ records, unsettled }: Kept, perAgent: number) {
  const counts = new Map<string, number>();
  const givenUp: RecordName[] = [];
  const kept: RecordName[] = [];
  const newest = new Set<RecordName>();
  const withNewest = new Set<string>();
  for (const record of [...records, ...unsettled].sort((one, other) => (one.id < other.id ? 1 : -1))) {
    const agent = agentKeyOf(record);
    const newer = counts.get(agent) ?? 0;
    counts.set(agent, newer + 1);
    const isNewest = !unsettled.has(record) && !withNewest.has(agent);
    if (isNewest) withNewest.add(agent);
    // Of a later one, too, something would be lost: that nobody knows what the agent shows.
    if (isNewest || newer === 0) newest.add(record);
    if (isNewest || newer < Math.max(1, perAgent)) kept.push(record);
    else givenUp.push(record);
  }
  return { givenUp, kept, newest };
}

function countUsers(records: readonly RecordName[]): Map<string, number> {
  const users = new Map<string, number>();
  for (const { imageKey } of records) users.set(imageKey, (users.get(imageKey) ?? 0) + 1);
  return users;
}

/** One agent of one server, as a key: the same id on two servers is two agents. */
export function agentKeyOf({ server, agentKey }: RecordName): string {
  return `${server}/${agentKey}`;
}

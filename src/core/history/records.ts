import { join } from 'node:path';
import type { HistoryEntry } from '../model/historyEntry.ts';
import {
  foldersIn,
  makeFolder,
  namesIn,
  removeIfOlder,
  removeOldDrafts,
  removePatiently,
  renamePatiently,
  syncFolder,
  unlessMissing,
  writeWhole,
} from './atomicFile.ts';
import { readRegular } from './regularFile.ts';
import { formatRecord, longestRecord, parseRecord, parseRecordName, recordName, type RecordName, type Unreadable } from './entryRecord.ts';

/** How long a damaged record is kept for whoever wants to look at it, in milliseconds. */
const oldestDamaged = 30 * 86_400_000;

/**
 * The records on disk: one small file an entry, in a folder a server. A file is written once and never changed, so
 * processes that write at the same moment cannot lose each other's entries, and what was read once need not be again.
 */
export class Records {
  readonly #read = new Map<string, HistoryEntry>();

  /** @param onQuarantine called once for a record that cannot be read, by the one process that renamed it */
  constructor(
    private readonly folder: string,
    private readonly onQuarantine: (why: Unreadable) => void,
  ) {}

  folderOf(server: string): string {
    return join(this.folder, server);
  }

  async write(entry: HistoryEntry): Promise<void> {
    await writeWhole(this.#pathOf(recordName(entry)), formatRecord(entry));
  }

  servers(): Promise<string[]> {
    return foldersIn(this.folder);
  }

  /** A server's records, newest first. */
  async list(server: string): Promise<RecordName[]> {
    const names = await namesIn(this.folderOf(server));
    return names
      .sort()
      .reverse()
      .map((name) => parseRecordName(server, name))
      .filter((record) => record !== undefined);
  }

  /** A server's records, in no order, also those that cannot be read here. */
  async listWithQuarantined(server: string): Promise<RecordName[]> {
    const names = await namesIn(this.folderOf(server));
    return names.map((name) => parseRecordName(server, name.replace(quarantineEnding, ''))).filter((record) => record !== undefined);
  }

  /** Every server's records; newest first within each server. */
  async listAll(): Promise<RecordName[]> {
    const lists: RecordName[][] = [];
    for (const server of await this.servers()) lists.push(await this.list(server));
    return lists.flat();
  }

  /** The entry, or `undefined` when another process removed it or it had to be set aside. */
  async read(record: RecordName): Promise<HistoryEntry | undefined> {
    const path = this.#pathOf(record);
    const known = this.#read.get(path);
    if (known) return known;
    const json = await readRegular(path, longestRecord);
    if (json === undefined) return undefined;
    const entry = parsed(json.toString(), record);
    if (typeof entry === 'string') {
      await this.#quarantine(path, entry);
      return undefined;
    }
    this.#read.set(path, entry);
    return entry;
  }

  /**
   * Hands a record over to other records, under its name. It is in the one place or the other at any moment.
   *
   * @returns whether it was there
   */
  async moveTo(others: Records, record: RecordName): Promise<boolean> {
    const [from, to] = [this.#pathOf(record), others.#pathOf(record)];
    this.#read.delete(from);
    await makeFolder(others.folderOf(record.server));
    const moved = await unlessMissing(renamePatiently(from, to).then(() => true));
    if (moved) await syncFolder(others.folderOf(record.server));
    return moved ?? false;
  }

  /** Deletes records. Those of the same agent that had been set aside are left to `removeAgent` and to time. */
  async remove(records: Iterable<RecordName>): Promise<void> {
    for (const record of records) await this.#delete(this.#pathOf(record));
  }

  /** Deletes those of a server's records that are meant, also where they were set aside. */
  async removeWhere(server: string, isMeant: (record: RecordName) => boolean): Promise<void> {
    for (const name of await namesIn(this.folderOf(server))) {
      const record = parseRecordName(server, name.replace(quarantineEnding, ''));
      if (record && isMeant(record)) await this.#delete(join(this.folderOf(server), name));
    }
  }

  /** The keys of all images that a record needs, also one that only a newer version can read. */
  async imageKeys(): Promise<Set<string>> {
    const keys = new Set<string>();
    for (const server of await this.servers()) {
      for (const name of await namesIn(this.folderOf(server))) {
        const record = parseRecordName(server, name.replace(newerEnding, ''));
        if (record) keys.add(record.imageKey);
      }
    }
    return keys;
  }

  /**
   * Clears up after killed processes and other versions: half-written files, damaged records that are old, and records
   * set aside by an older version that this one can read.
   */
  async tidy(now = Date.now()): Promise<void> {
    for (const server of await this.servers()) {
      const folder = this.folderOf(server);
      await removeOldDrafts(folder, now);
      for (const name of await namesIn(folder)) {
        if (newerEnding.test(name)) await this.#takeBack(server, name);
        else if (name.endsWith('.damaged')) await removeIfOlder(join(folder, name), now - oldestDamaged);
      }
    }
  }

  async #takeBack(server: string, quarantined: string): Promise<void> {
    const record = parseRecordName(server, quarantined.replace(newerEnding, ''));
    const path = join(this.folderOf(server), quarantined);
    const json = record && (await readRegular(path, longestRecord));
    if (record && json !== undefined && typeof parsed(json.toString(), record) !== 'string') {
      await unlessMissing(renamePatiently(path, this.#pathOf(record)));
    }
  }

  async #quarantine(path: string, why: Unreadable): Promise<void> {
    // If two windows find it at once, one of them renames it, and reports it.
    const renamed = await unlessMissing(renamePatiently(path, `${path}.${why}`).then(() => true));
    if (renamed) this.onQuarantine(why);
  }

  async #delete(path: string): Promise<void> {
    this.#read.delete(path);
    await removePatiently(path);
  }

  #pathOf({ server, name }: RecordName): string {
    return join(this.folder, server, name);
  }
}

const newerEnding = /\.newer$/;
const quarantineEnding = /\.(?:newer|damaged)$/;

/** A record under a name that is not its own would show one agent's, or one server's, avatar as another's. */
function parsed(json: string, { server, name }: RecordName): HistoryEntry | Unreadable {
  const entry = parseRecord(json);
  if (typeof entry === 'string') return entry;
  const own = recordName(entry);
  return own.server === server && own.name === name ? entry : 'damaged';
}

import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import type { ImageStore } from './imageStore.ts';
import { Records } from './records.ts';
import { idBefore, type RecordName, type Unreadable } from './entryRecord.ts';

interface Books {
  readonly records: Records;
  readonly images: ImageStore;
  readonly onQuarantine: (why: Unreadable) => void;
}

/** An image that an act found. */
export interface FoundImage {
  readonly image: SentImage;
  readonly bytes: Uint8Array;
  /** See `HistoryEntry`. */
  readonly rank: number;
}

/**
 * The avatars that agents showed right before an act: records like those of the history, each under the id just before its
 * act's. One moves into the history when its act may have replaced it, and is deleted when the act set nothing.
 */
export class Befores {
  readonly #waiting: Records;

  constructor(
    folder: string,
    private readonly books: Books,
  ) {
    this.#waiting = new Records(folder, books.onQuarantine);
  }

  /** Keeps an image for an act. It is on the disk when this returns. */
  async keep({ id, origin, agentId, agentName }: HistoryEntry, { image, bytes, rank }: FoundImage): Promise<void> {
    const { images } = this.books;
    await images.keep(image, bytes);
    const found = { id: idBefore(id), at: Date.now(), found: true, ...(rank > 0 && { rank }), image } as const;
    await this.#waiting.write({ ...found, origin, agentId, ...(agentName !== undefined && { agentName }) });
    await images.keepStill(image, bytes);
  }

  /** Moves what an act may have replaced into the history. */
  async complete(act: RecordName): Promise<void> {
    for (const record of await this.#of(act)) await this.#handOver(record);
  }

  /** Deletes what an act did not replace. @returns whether there was something */
  async discard(act: RecordName): Promise<boolean> {
    const records = await this.#of(act);
    await this.#waiting.remove(records);
    return records.length > 0;
  }

  /**
   * Moves what is kept for no act into the history, by whatever accident it is there.
   *
   * @param listActs the ids of all acts
   * @returns whether there was something
   */
  async completeOrphans(listActs: () => Promise<readonly string[]>): Promise<boolean> {
    // An act is written before what it replaces, and goes after it.
    const waiting = await this.#waiting.listAll();
    if (waiting.length === 0) return false;
    const awaited = new Set((await listActs()).map(idBefore));
    const orphans = waiting.filter(({ id }) => !awaited.has(id));
    for (const record of orphans) await this.#handOver(record);
    return orphans.length > 0;
  }

  list(server: string): Promise<RecordName[]> {
    return this.#waiting.list(server);
  }

  imageKeys(): Promise<Set<string>> {
    return this.#waiting.imageKeys();
  }

  /**
   * Deletes what is kept for no act.
   *
   * @param isMeant of which agents, by their keys
   * @param listActs the ids of all acts
   */
  async removeOrphans(server: string, isMeant: (agentKey: string) => boolean, listActs: () => Promise<readonly string[]>): Promise<void> {
    const listed = new Set((await this.#waiting.listWithQuarantined(server)).map(({ id }) => id));
    const awaited = new Set((await listActs()).map(idBefore));
    await this.#waiting.removeWhere(server, ({ id, agentKey }) => isMeant(agentKey) && listed.has(id) && !awaited.has(id));
  }

  tidy(): Promise<void> {
    return this.#waiting.tidy();
  }

  /** Moves a record into the history, unless the history says already that the agent showed that image then. */
  async #handOver(record: RecordName): Promise<void> {
    const { records } = this.books;
    const isEarlier = ({ agentKey, id }: RecordName) => agentKey === record.agentKey && id < record.id;
    const newest = (await records.list(record.server)).find(isEarlier);
    const isKnown = newest?.imageKey === record.imageKey && (await records.read(newest)) !== undefined;
    if (isKnown) await this.#waiting.remove([record]);
    else await this.#waiting.moveTo(records, record);
  }

  async #of({ server, agentKey, id }: RecordName): Promise<RecordName[]> {
    const before = idBefore(id);
    return (await this.list(server)).filter((record) => record.id === before && record.agentKey === agentKey);
  }
}

import type { Agent } from '../model/agent.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { ActFiles } from './actFiles.ts';
import type { ImageStore } from './imageStore.ts';
import { newestByAgent } from './lastActs.ts';
import type { Records } from './records.ts';
import { keyOf, type RecordName } from './entryRecord.ts';

interface Books {
  readonly records: Records;
  readonly images: ImageStore;
}

/** The acts that have ended without an answer that settles whether they set an avatar. What they sent can be restored. */
export class UnsettledActs {
  constructor(
    private readonly files: ActFiles,
    private readonly books: Books,
  ) {}

  /** The keys of the agents of a server of which an act may have set an avatar after all entries. */
  async inDoubt(server: string): Promise<Set<string>> {
    const acts = (await this.files.list(server)).filter(({ isUnsettled }) => isUnsettled);
    if (acts.length === 0) return new Set();
    const newest = newestByAgent(await this.books.records.list(server));
    const open = acts.filter(({ record, isLate }) => isLate || record.id > (newest.get(record.agentKey) ?? ''));
    return new Set(open.map(({ record }) => record.agentKey));
  }

  /** All of them, newest first within each server. */
  async list(): Promise<RecordName[]> {
    return (await this.files.listAll()).filter(({ isUnsettled }) => isUnsettled).map(({ record }) => record);
  }

  /** The entries that unsettled acts of an agent may have set. */
  async of({ origin, agentId }: Agent): Promise<HistoryEntry[]> {
    const [server, agentKey] = [keyOf(origin), keyOf(agentId)];
    const intents: HistoryEntry[] = [];
    for (const { record, isUnsettled } of await this.files.list(server)) {
      const intent = isUnsettled && record.agentKey === agentKey ? await this.files.read(record) : undefined;
      if (intent) intents.push({ ...intent, unsettled: true });
    }
    return intents;
  }

  /** Forgets some, and that they may have set an avatar. */
  async giveUp(acts: readonly RecordName[]): Promise<void> {
    for (const record of acts) await this.files.remove(record);
  }

  /** Deletes those of which nothing depends any more. */
  async tidy(): Promise<void> {
    const kept = await this.books.images.sizes();
    for (const server of await this.files.servers()) {
      const records = await this.books.records.list(server);
      const newest = newestByAgent(records);
      const names = new Set(records.map(({ name }) => name));
      for (const { record, isUnsettled, isLate } of await this.files.list(server)) {
        // A newer entry says what the agent shows; what this act sent can be restored all the same, where it is kept.
        const isOver = record.id < (newest.get(record.agentKey) ?? '') && !kept.has(record.imageKey);
        if (isUnsettled && !isLate && (isOver || names.has(record.name))) await this.files.remove(record);
      }
    }
  }

  /** Those of an agent that ended late. */
  async lateOf({ server, agentKey }: RecordName): Promise<RecordName[]> {
    const late = (await this.files.list(server)).filter(({ record, isLate }) => isLate && record.agentKey === agentKey);
    return late.map(({ record }) => record);
  }
}

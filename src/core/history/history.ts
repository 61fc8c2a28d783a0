import { join } from 'node:path';
import { Emitter } from '../base/emitter.ts';
import type { Agent } from '../model/agent.ts';
import type { AgentId } from '../model/agentId.ts';
import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import { makePrivate } from './atomicFile.ts';
import { watchFolder } from './folderWatch.ts';
import { Journal } from './journal.ts';
import { agentKeyOf, type HistoryLimits, surplus } from './retention.ts';
import { ImageStore } from './imageStore.ts';
import type { Pace } from './pulses.ts';
import { Records } from './records.ts';
import { keyOf, type RecordName, type Unreadable } from './entryRecord.ts';

/** How many records are read at once: enough to keep the disk busy, few enough to leave file handles to others. */
const readsAtOnce = 16;

/** Every avatar that was accepted, with its bytes, shared with other windows and processes through the disk alone. */
export class History {
  readonly #changed = new Emitter();
  readonly #added = new Emitter();
  readonly #untidy = new Emitter();
  /** Fires when this window has changed the history, or is seen to follow a change of another's. */
  readonly onDidChange = this.#changed.event;
  /** Fires when this window has kept an entry. */
  readonly onDidAdd = this.#added.event;
  /** Fires when there may be something to tidy. */
  readonly onUntidy = this.#untidy.event;
  readonly #records: Records;
  readonly images: ImageStore;
  /** The acts under way, and the avatars that they replace. */
  readonly journal: Journal;

  /**
   * @param folder the extension's own storage, on this machine's disk
   * @param onQuarantine told of each record that cannot be read; it has another name by then and comes only once
   * @param pace how windows show each other that they live; the usual one unless a test gives another
   */
  constructor(
    private readonly folder: string,
    onQuarantine: (why: Unreadable) => void,
    pace?: Pace,
  ) {
    this.images = new ImageStore(join(folder, 'pictures'));
    this.#records = new Records(join(folder, 'updates'), onQuarantine);
    const onRecord = (isSet: boolean) => (isSet ? this.#tellAdded() : this.#changed.fire());
    const onLeftOver = () => this.#untidy.fire();
    const books = { records: this.#records, images: this.images, entriesOf: (agent: Agent) => this.ofAgent(agent) };
    this.journal = new Journal(folder, { ...books, onQuarantine, onRecord, onLeftOver }, pace);
  }

  /** Follows what other windows do to a server's history. @param isSeen whether anyone looks: nothing is polled else */
  follow(origin: string, isSeen: () => boolean): { dispose(): void } {
    return watchFolder(this.#records.folderOf(keyOf(origin)), () => this.#changed.fire(), isSeen);
  }

  /** Keeps an accepted entry and the bytes that were sent. @throws the file system's error when it cannot be kept */
  async add(entry: HistoryEntry, bytes: Uint8Array): Promise<void> {
    await this.images.keep(entry.image, bytes);
    await this.#records.write(entry);
    await this.images.keepStill(entry.image, bytes);
    this.#tellAdded();
  }

  /** Keeps a small PNG for lists of an image that is too large to be shown there itself. */
  async keepThumbnail(image: SentImage, png: Uint8Array): Promise<void> {
    await this.images.keepThumbnail(image, png);
    this.#changed.fire();
  }

  /** The newest entry of each agent of a server, newest first; the next newest where the newest cannot be read. */
  async newestOfEach(origin: string): Promise<HistoryEntry[]> {
    const agents = byAgent(await this.#records.list(keyOf(origin)));
    const newest = await inParallel([...agents.values()], (records) => this.#newestReadable(records));
    return newest.filter((entry) => entry !== undefined).sort(newestFirst);
  }

  /** Tells which agents of a server have avatars that could be restored, by the names of their records alone. */
  async haveEarlier(origin: string): Promise<(agentId: AgentId) => boolean> {
    const unsettled = (await this.journal.unsettled.list()).filter(({ server }) => server === keyOf(origin));
    const agents = byAgent([...(await this.#records.list(keyOf(origin))), ...unsettled]);
    const inDoubt = await this.journal.unsettled.inDoubt(keyOf(origin));
    const several = [...agents.values()].filter((records) => new Set(records.map(({ imageKey }) => imageKey)).size > 1);
    const keys = new Set([...several.map(([newest]) => newest?.agentKey), ...inDoubt]);
    return (agentId) => keys.has(keyOf(agentId));
  }

  /** The newest entry of an agent that can be read. */
  async newestOf(agent: Agent): Promise<HistoryEntry | undefined> {
    return this.#newestReadable(await this.#listAgent(agent));
  }

  /** All entries of an agent, newest first. */
  async ofAgent(agent: Agent): Promise<HistoryEntry[]> {
    return this.#readAll(await this.#listAgent(agent));
  }

  /** The same, and what was sent to the agent and may have been set. */
  async withUnsettled(agent: Agent): Promise<HistoryEntry[]> {
    return [...(await this.ofAgent(agent)), ...(await this.journal.unsettled.of(agent))].sort(newestFirst);
  }

  /** How many entries of a server are kept. */
  async count(origin: string): Promise<number> {
    return (await this.#records.list(keyOf(origin))).length;
  }

  /** Forgets an agent: all its entries, and the bytes that no other entry needs. */
  async removeAgent({ origin, agentId }: Agent): Promise<void> {
    await this.journal.removeAll(keyOf(origin), keyOf(agentId));
    await this.#sweep();
    this.#changed.fire();
  }

  /** Forgets all agents of a server, bytes included. */
  async clear(origin: string): Promise<void> {
    await this.journal.removeAll(keyOf(origin));
    await this.#sweep();
    this.#changed.fire();
  }

  /** Keeps within the limits and clears up after processes that were killed. */
  async tidy(limits: HistoryLimits): Promise<void> {
    await makePrivate(this.folder);
    await this.#records.tidy();
    await this.journal.tidy();
    const removed = await this.#keepWithin(limits);
    await this.#sweep();
    if (removed) this.#changed.fire();
  }

  async #keepWithin(limits: HistoryLimits): Promise<boolean> {
    for (;;) {
      const records = await this.#records.listAll();
      const agents = byAgent(records);
      const unsettled = new Set(await this.journal.unsettled.list());
      const givenUp = surplus({ records, unsettled }, limits, await this.images.sizes());
      if (givenUp.length === 0) return false;
      // "Never the newest" means the newest that can be read: who cannot be read is set aside and does not count.
      const concerned = new Set(givenUp.map(agentKeyOf));
      const readable = await inParallel([...concerned], async (agent) => {
        const newest = agents.get(agent)?.[0];
        return newest === undefined || (await this.#records.read(newest)) !== undefined;
      });
      if (readable.includes(false)) continue;
      await this.#records.remove(givenUp.filter((record) => !unsettled.has(record)));
      await this.journal.unsettled.giveUp(givenUp.filter((record) => unsettled.has(record)));
      return true;
    }
  }

  #sweep(): Promise<void> {
    // The journal first: a record that moves from there to here between the two looks is seen by one of them.
    return this.images.sweep(async () => new Set([...(await this.journal.imageKeys()), ...(await this.#records.imageKeys())]));
  }

  async #listAgent({ origin, agentId }: Agent): Promise<RecordName[]> {
    const agentKey = keyOf(agentId);
    return (await this.#records.list(keyOf(origin))).filter((record) => record.agentKey === agentKey);
  }

  async #newestReadable(records: readonly RecordName[]): Promise<HistoryEntry | undefined> {
    for (const { id } of records) {
      const [newest] = await this.#readAll(records.filter((record) => record.id === id));
      if (newest) return newest;
    }
    return undefined;
  }

  /** @param records newest first @returns those that can be read, newest first */
  async #readAll(records: readonly RecordName[]): Promise<HistoryEntry[]> {
    const entries = await inParallel(records, (record) => this.#records.read(record));
    return entries.filter((entry) => entry !== undefined).sort(newestFirst);
  }

  #tellAdded(): void {
    this.#added.fire();
    this.#untidy.fire();
    this.#changed.fire();
  }
}

/** Entries that one act found have the same id and differ in rank. */
function newestFirst(one: HistoryEntry, other: HistoryEntry): number {
  if (one.id !== other.id) return one.id < other.id ? 1 : -1;
  return (other.rank ?? 0) - (one.rank ?? 0) || one.at - other.at;
}

function byAgent(records: readonly RecordName[]): Map<string, RecordName[]> {
  const agents = new Map<string, RecordName[]>();
  for (const record of records) {
    const key = agentKeyOf(record);
    const known = agents.get(key);
    if (known) known.push(record);
    else agents.set(key, [record]);
  }
  return agents;
}

async function inParallel<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  // One iterator for all workers: each takes the next item that none has taken.
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  return results;
}

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from '../model/agent.ts';
import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import { Act } from './act.ts';
import { ActFiles, type ListedAct } from './actFiles.ts';
import { Befores } from './befores.ts';
import { LastActs } from './lastActs.ts';
import type { ImageStore } from './imageStore.ts';
import { type Place, Places } from './places.ts';
import { type Pace, Pulses, usualPace } from './pulses.ts';
import type { Records } from './records.ts';
import { isStale } from './staleLook.ts';
import { idBefore, keyOf, recordName, type RecordName, type Unreadable } from './entryRecord.ts';

/** Acts of an agent whose end nobody knows, that are kept: a server may fail for ever. */
const mostUnsettled = 20;

/** What a person wants set: an entry without its place in the order. */
export type Intent = Omit<HistoryEntry, 'id' | 'at' | 'found' | 'avatarUrl'>;

interface Books {
  /** The history's own records: what acts become. */
  readonly records: Records;
  readonly images: ImageStore;
  /** All entries of an agent, newest first. */
  readonly entriesOf: (agent: Agent) => Promise<HistoryEntry[]>;
  readonly onQuarantine: (why: Unreadable) => void;
  /** Called when the history has a new record. `isSet`: of an avatar that was set from here. */
  readonly onRecord: (isSet: boolean) => void;
  /** Called when an image may be left that nothing needs. */
  readonly onLeftOver: () => void;
}

/**
 * The rollback journal: what people are about to do to agents, and what that replaces, on disk before a request goes out.
 * Windows share it through the disk alone.
 *
 * Order: each act gets an id that sorts after all that is known of its agent. Before each attempt an act marks itself as
 * sending and then looks for newer acts; a newer act is written before it looks for older ones that are sending. So at
 * least one of two sees the other: the older stops, or the newer waits until the older's attempt has ended. A killed
 * process holds nothing up: its act's pulse stands still.
 *
 * Before: what the server shows is kept as a record of its own, which moves into the history, in one step, once an
 * attempt may have replaced it, and is deleted when none can have.
 */
export class Journal {
  readonly #files: ActFiles;
  readonly #befores: Befores;
  readonly #lastActs: LastActs;
  /** In which order things were done. */
  readonly places: Places;

  /** @param folder the history's */
  constructor(
    folder: string,
    private readonly books: Books,
    readonly pace: Pace = usualPace,
  ) {
    this.#files = new ActFiles(join(folder, 'acts'));
    this.#befores = new Befores(join(folder, 'before'), books);
    this.#lastActs = new LastActs(join(folder, 'last-acts'));
    this.places = new Places({ acts: this.#files, befores: this.#befores, records: books.records, lastActs: this.#lastActs });
  }

  /**
   * Begins to set an avatar. Other windows know it when this returns; where the disk takes nothing, `Act.start` says so.
   *
   * @param instead the id of the entry that the act takes back: any act after that one overtakes it
   */
  async begin(intent: Intent, { place, instead }: { readonly place?: Place; readonly instead?: string } = {}): Promise<Act> {
    const act = new Act({ ...intent, ...(place ?? (await this.places.take(intent))) }, this, instead);
    await act.start().catch(() => undefined);
    return act;
  }

  /** Whether an act on an agent is known that is newer than an entry. */
  isOvertaken(entry: HistoryEntry): Promise<boolean> {
    return this.places.hasNewer(recordName(entry));
  }

  /** Whether an act newer than all entries of its agent may have set an avatar: then nobody knows what the agent shows. */
  async isInDoubt({ origin, agentId }: Agent): Promise<boolean> {
    return (await this.inDoubt(keyOf(origin))).has(keyOf(agentId));
  }

  /** The keys of the agents of a server of which that is so. */
  async inDoubt(server: string): Promise<Set<string>> {
    const acts = (await this.#files.list(server)).filter(({ isUnsettled }) => isUnsettled);
    if (acts.length === 0) return new Set();
    const newest = newestByAgent(await this.books.records.list(server));
    const open = acts.filter(({ record }) => record.id > (newest.get(record.agentKey) ?? ''));
    return new Set(open.map(({ record }) => record.agentKey));
  }

  /** The keys of all images that it needs. */
  imageKeys(): Promise<Set<string>> {
    return this.#befores.imageKeys();
  }

  /**
   * Ends the acts of killed processes: what they may have replaced can be restored then. Where acts are under way, it
   * takes as long as it takes to tell a dead process from one that lives.
   */
  async recover(): Promise<void> {
    const pulses = new Pulses(this.#files, this.pace);
    let open = (await this.#files.listAll()).filter(({ isUnsettled }) => !isUnsettled).map(({ record }) => record);
    for (;;) {
      const doubtful: RecordName[] = [];
      for (const record of open) {
        const life = await pulses.look(record);
        if (life === 'dead') await this.leaveUnsettled(record);
        else if (life === 'still') doubtful.push(record);
      }
      if (doubtful.length === 0) break;
      open = doubtful;
      await delay(this.pace.poll);
    }
    if (await this.#befores.completeOrphans(async () => idsOf(await this.#files.listAll()))) this.books.onRecord(false);
  }

  /** Clears up what is no longer needed. */
  async tidy(): Promise<void> {
    await this.#files.tidy();
    await this.#befores.tidy();
    await this.#lastActs.tidy();
    for (const server of await this.#files.servers()) {
      const newest = newestByAgent(await this.books.records.list(server));
      const unsettled = (await this.#files.list(server)).filter(({ isUnsettled }) => isUnsettled);
      const kept = new Map<string, number>();
      for (const { record } of unsettled.sort((one, other) => (one.record.id < other.record.id ? 1 : -1))) {
        const newer = kept.get(record.agentKey) ?? 0;
        // A newer entry says what the agent shows: what became of this act no longer matters.
        const isSettled = record.id < (newest.get(record.agentKey) ?? '');
        if (isSettled || newer >= mostUnsettled) await this.#files.remove(record);
        else kept.set(record.agentKey, newer + 1);
      }
    }
  }

  /**
   * Forgets an agent, or all agents of a server, with their entries. That they were acted on stays known, and so does all
   * that an act under way needs, in whichever window: what it replaces comes into the history when it has ended.
   */
  async removeAll(server: string, agentKey?: string): Promise<void> {
    const isMeant = (key: string) => agentKey === undefined || key === agentKey;
    const newest = await this.places.leaveMarks(server, isMeant);
    await this.#befores.removeOrphans(server, isMeant, async () => idsOf(await this.#files.list(server)));
    const underWay = new Set<string>();
    for (const { record, isUnsettled } of await this.#files.list(server)) {
      if (!isUnsettled) underWay.add(idBefore(record.id));
      else if (isMeant(record.agentKey)) await this.#files.remove(record);
    }
    // An act that is tried again may have replaced something at an earlier try, which is in the history already.
    const isForgotten = ({ id, agentKey: key }: RecordName) => id <= (newest.get(key) ?? '') && !underWay.has(id);
    await this.books.records.removeWhere(server, isForgotten);
  }

  // From here on: what an `Act` does.

  /** Writes an act that begins, or begins again. */
  async open(intent: HistoryEntry): Promise<void> {
    const record = recordName(intent);
    if (!(await this.#files.has(record))) await this.#files.write(intent);
    await this.#files.unmark(record, 'unsettled');
  }

  beat(record: RecordName, beats: number): Promise<void> {
    return this.#files.beat(record, beats);
  }

  /** @returns asks whether an older act of the same agent has an attempt on its way; to be called until it says no */
  olderAttempts({ server, agentKey, id }: RecordName): () => Promise<boolean> {
    const pulses = new Pulses(this.#files, this.pace);
    return async () => {
      const acts = await this.#files.list(server);
      const older = acts.filter(({ record, isSending }) => isSending && record.agentKey === agentKey && record.id < id);
      let areAlive = false;
      for (const { record } of older) {
        if ((await pulses.look(record)) !== 'dead') areAlive = true;
        else await this.leaveUnsettled(record);
      }
      return areAlive;
    };
  }

  async markAttempt(intent: HistoryEntry): Promise<void> {
    // Another window may have cleared the history meanwhile, or have taken this process for dead.
    await this.open(intent);
    await this.#files.mark(recordName(intent), 'sending');
  }

  unmarkAttempt(record: RecordName): Promise<void> {
    return this.#files.unmark(record, 'sending');
  }

  /** Keeps what the server shows before an act replaces it; until the act has ended, also where the history has it. */
  async keepBefore(intent: HistoryEntry, seen: SentImage, seenBytes: Uint8Array): Promise<void> {
    const entries = await this.books.entriesOf(intent);
    const { image, bytes } = (await this.#shownDespite(seen, entries)) ?? { image: seen, bytes: seenBytes };
    // It is what this act sets: nothing is lost with it.
    if (intent.image.sha256 === image.sha256) return;
    const setBefore = entries[0]?.image.sha256 === image.sha256 ? undefined : await this.#actThatSet(recordName(intent), image.sha256);
    if (setBefore) {
      await this.#keepEntry(setBefore, bytes);
      this.books.onRecord(true);
    }
    // Where it was set from here once, it keeps the name that it had then.
    const named = setBefore ?? entries.find((entry) => entry.image.sha256 === image.sha256);
    await this.#befores.keep(intent, named?.image ?? image, bytes);
  }

  async accept(entry: HistoryEntry, bytes: Uint8Array): Promise<void> {
    const record = recordName(entry);
    this.places.setHere(record);
    try {
      await this.#keepEntry(entry, bytes);
      await this.#befores.complete(record);
      await this.#files.remove(record);
    } catch (error) {
      // A full disk takes no record, but a record is moved all the same: what was replaced is not lost.
      await this.leaveUnsettled(record);
      throw error;
    } finally {
      this.books.onRecord(true);
    }
  }

  async leaveUnsettled(record: RecordName): Promise<void> {
    await this.#befores.complete(record);
    await this.#files.unmark(record, 'sending');
    if (await this.#files.has(record)) await this.#files.mark(record, 'unsettled');
    this.books.onRecord(false);
  }

  async withdraw(record: RecordName): Promise<void> {
    const isLeftOver = await this.#befores.discard(record);
    await this.#files.remove(record);
    if (isLeftOver) this.books.onLeftOver();
  }

  /** The newest entry, where it is certain although a look has seen an image of before; both can be restored then. */
  async #shownDespite(
    { sha256 }: SentImage,
    entries: readonly HistoryEntry[],
  ): Promise<{ image: SentImage; bytes: Uint8Array } | undefined> {
    const [newest, ...earlier] = entries;
    const before = earlier.find(({ image }) => image.sha256 === sha256);
    if (!newest || !before || !isStale(entries, sha256)) return undefined;
    const { images } = this.books;
    const bytes = (await images.read(before.image)) && (await images.read(newest.image));
    return bytes && { image: newest.image, bytes };
  }

  /** The newest act of the agent, older than this one, that sent this image and was not told whether it is set. */
  async #actThatSet({ server, agentKey, id }: RecordName, sha256: string): Promise<HistoryEntry | undefined> {
    for (const { record } of await this.#files.list(server)) {
      const intent = record.agentKey === agentKey && record.id < id ? await this.#files.read(record) : undefined;
      if (intent?.image.sha256 === sha256) return intent;
    }
    return undefined;
  }

  async #keepEntry(entry: HistoryEntry, bytes: Uint8Array): Promise<void> {
    const { images, records } = this.books;
    await images.keep(entry.image, bytes);
    await records.write(entry);
    await images.keepStill(entry.image, bytes);
  }
}

function idsOf(acts: readonly ListedAct[]): string[] {
  return acts.map(({ record }) => record.id);
}

/** @param records newest first */
function newestByAgent(records: readonly RecordName[]): Map<string, string> {
  const newest = new Map<string, string>();
  for (const { agentKey, id } of records) if (!newest.has(agentKey)) newest.set(agentKey, id);
  return newest;
}

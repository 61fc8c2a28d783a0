import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from '../model/agent.ts';
import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import { Act } from './act.ts';
import { ActFiles, type ListedAct } from './actFiles.ts';
import { Befores, type FoundImage } from './befores.ts';
import { LastActs } from './lastActs.ts';
import type { ImageStore } from './imageStore.ts';
import { type Place, Places } from './places.ts';
import { type Pace, Pulses, usualPace } from './pulses.ts';
import type { Records } from './records.ts';
import { readMachineName } from './sender.ts';
import { isStale } from './staleLook.ts';
import { UnsettledActs } from './unsettledActs.ts';
import { idBefore, keyOf, recordName, type RecordName, type Unreadable } from './entryRecord.ts';

/** The entry that a person wants set, without its place in the order. */
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
 * least one of two sees the other: the older stops, or the newer waits until the older's attempt has ended. A process that is
 * gone holds nothing up; one that only shows no life does for as long as its attempt may take, and looks at its end whether
 * a newer one was sent all the same.
 *
 * Before: what the server shows is kept as a record of its own, which moves into the history, in one step, once an
 * attempt may have replaced it, and is deleted when none can have.
 */
export class Journal {
  readonly #files: ActFiles;
  readonly #befores: Befores;
  readonly #lastActs: LastActs;
  readonly #held: LastActs;
  /** In which order things were done. */
  readonly places: Places;
  /** The acts that may have set an avatar. */
  readonly unsettled: UnsettledActs;
  #machineName: Promise<string | undefined> | undefined;

  /** @param folder the history's */
  constructor(
    folder: string,
    private readonly books: Books,
    readonly pace: Pace = usualPace,
  ) {
    this.#files = new ActFiles(join(folder, 'acts'));
    this.#befores = new Befores(join(folder, 'before'), books);
    this.#lastActs = new LastActs(join(folder, 'last-acts'));
    this.unsettled = new UnsettledActs(this.#files, books);
    this.#held = new LastActs(join(folder, 'places'));
    const { records } = books;
    this.places = new Places({ acts: this.#files, befores: this.#befores, records, lastActs: this.#lastActs, held: this.#held });
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

  /** Whether an act may have set an avatar after all entries of its agent: then nobody knows what the agent shows. */
  async isInDoubt({ origin, agentId }: Agent): Promise<boolean> {
    return (await this.unsettled.inDoubt(keyOf(origin))).has(keyOf(agentId));
  }

  /** The keys of all images that it needs. */
  async imageKeys(): Promise<Set<string>> {
    // Acts first: what an act sent, or replaced, goes from here to the history.
    const acts = (await this.#files.listAll()).map(({ record }) => record.imageKey);
    return new Set([...acts, ...(await this.#befores.imageKeys())]);
  }

  /**
   * Ends the acts of killed processes: what they may have replaced can be restored then. Where acts are under way, it
   * takes as long as it takes to tell a dead process from one that lives.
   */
  async recover(): Promise<void> {
    const pulses = new Pulses(this.#files, this.pace, this.#machine);
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
    await this.#held.tidy();
    await this.unsettled.tidy();
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
    const pulses = new Pulses(this.#files, this.pace, this.#machine);
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

  /** @param longest how long the attempt may take, in milliseconds */
  async markAttempt(intent: HistoryEntry, longest: number): Promise<void> {
    // Another window may have cleared the history meanwhile, or have taken this process for dead.
    await this.open(intent);
    const machine = await this.#machine;
    await this.#files.markSending(recordName(intent), { ...(machine !== undefined && { machine }), pid: process.pid, longest });
  }

  /** Whether a newer act of the agent was sent. To be asked before an attempt's mark is deleted: up to then, none may be. */
  async wasPassed({ server, agentKey, id }: RecordName): Promise<boolean> {
    const sent = (await this.#files.list(server)).filter(({ isSending, isUnsettled }) => isSending || isUnsettled);
    const set = await this.books.records.listWithQuarantined(server);
    return [...sent.map(({ record }) => record), ...set].some((other) => other.agentKey === agentKey && other.id > id);
  }

  /** It ended after a newer act was sent: nobody knows which of them the server shows, until one is set that is sent after this. */
  async markLate(record: RecordName): Promise<void> {
    await this.#files.mark(record, 'late');
  }

  unmarkAttempt(record: RecordName): Promise<void> {
    return this.#files.unmark(record, 'sending');
  }

  /** Keeps what an act sends, before it is sent: it may be set without an answer, also where this process is killed. */
  keepSent(image: SentImage, bytes: Uint8Array): Promise<void> {
    return this.books.images.keep(image, bytes);
  }

  /** Keeps what the server shows before an act replaces it; until the act has ended, also where the history has it. */
  async keepBefore(intent: HistoryEntry, seen: FoundImage): Promise<void> {
    const entries = await this.books.entriesOf(intent);
    const { image, bytes } = (await this.#shownDespite(seen.image, entries)) ?? seen;
    // It is what this act sets: nothing is lost with it.
    if (intent.image.sha256 === image.sha256) return;
    const setBefore = entries[0]?.image.sha256 === image.sha256 ? undefined : await this.#actThatSet(recordName(intent), image.sha256);
    if (setBefore) {
      await this.#keepEntry(setBefore, bytes);
      this.books.onRecord(true);
    }
    // An image that was set from here once keeps the name that it had then.
    const named = setBefore ?? entries.find((entry) => entry.image.sha256 === image.sha256);
    await this.#befores.keep(intent, { image: named?.image ?? image, bytes, rank: seen.rank });
  }

  /** @param late the acts that had ended late before it was sent: what became of them no longer matters */
  async accept(entry: HistoryEntry, bytes: Uint8Array, late: readonly RecordName[]): Promise<void> {
    const record = recordName(entry);
    this.places.setHere(record);
    try {
      await this.#keepEntry(entry, bytes);
      await this.#befores.complete(record);
      await this.#files.remove(record);
      for (const each of late) await this.#files.unmark(each, 'late');
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
    await this.#befores.discard(record);
    await this.#files.remove(record);
    this.books.onLeftOver();
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

  get #machine(): Promise<string | undefined> {
    return (this.#machineName ??= readMachineName());
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

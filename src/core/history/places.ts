import { Sequencer } from '../base/sequencer.ts';
import type { Agent } from '../model/agent.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { ActFiles } from './actFiles.ts';
import type { Befores } from './befores.ts';
import { type ActedOn, type LastActs, newestByAgent } from './lastActs.ts';
import type { Records } from './records.ts';
import { idBefore, keyOf, newEntryId, type RecordName } from './entryRecord.ts';

/** An act's place among those of its agent, and the time of the act. */
export type Place = Pick<HistoryEntry, 'id' | 'at'>;

interface Books {
  readonly acts: ActFiles;
  readonly befores: Befores;
  readonly records: Records;
  readonly lastActs: LastActs;
  /** The last places that were taken for acts which began later, if at all. */
  readonly held: LastActs;
}

/** The order of what people do to agents, in all windows: ids that sort after all that is known, whatever the clock says. */
export class Places {
  /** The newest entry that was set here, by agent: it counts also where the disk took nothing of it. */
  readonly #newestSet = new Map<string, string>();
  /** The newest place that was taken here, by agent: its act may not be on disk yet. */
  readonly #newestTaken = new Map<string, string>();
  /** Places are taken one after another. */
  readonly #sequencer = new Sequencer();

  constructor(private readonly books: Books) {}

  /**
   * A person acts on an agent: what is begun in this place is newer than all that is known of the agent by now. Places are
   * taken in the order of the calls.
   */
  take(agent: Agent): Promise<Place> {
    const at = Date.now();
    return this.#sequencer.queue(async () => {
      const [server, agentKey] = [keyOf(agent.origin), keyOf(agent.agentId)];
      // A folder that cannot be read takes no act either: what is wrong is said when the act starts.
      const onDisk = await this.#newestOf(server, agentKey).catch(() => undefined);
      const id = newEntryId(at, [onDisk ?? '', this.#newestTaken.get(`${server} ${agentKey}`) ?? ''].sort().at(-1) || undefined);
      this.#newestTaken.set(`${server} ${agentKey}`, id);
      return { id, at };
    });
  }

  /** The same for an act that begins later: other windows place theirs after it, whatever their clock says. */
  async hold(agent: Agent): Promise<Place> {
    const place = await this.take(agent);
    // As above: a folder that takes no name takes no act either.
    await this.books.held.keep(keyOf(agent.origin), new Map([[keyOf(agent.agentId), place.id]])).catch(() => undefined);
    return place;
  }

  /** An entry was set here. */
  setHere({ server, agentKey, id }: RecordName): void {
    this.#newestSet.set(`${server} ${agentKey}`, id);
  }

  /** Whether an act or an entry of the same agent is newer than an act, or than the entry that it takes back. */
  async hasNewer({ server, agentKey, id }: RecordName, since = id): Promise<boolean> {
    const ids = await this.#actedIds(server, agentKey);
    return ids.some((other) => other > since && other !== id && other !== idBefore(id));
  }

  /** The same, as far as it was done in this window: all that is known where the disk cannot be read. */
  hasNewerHere({ server, agentKey, id }: RecordName, since = id): boolean {
    const here = this.#newestSet.get(`${server} ${agentKey}`) ?? '';
    return here > since && here !== id;
  }

  /** The ids of all that an act came after, or, where it takes an entry back, of all that this one came after. */
  async older({ server, agentKey, id }: RecordName, since = id): Promise<ReadonlySet<string>> {
    const older = (await this.#actedIds(server, agentKey)).filter((other) => other <= since);
    // The avatars that they replaced may come into the history later.
    return new Set([id, ...older].flatMap((each) => [each, idBefore(each)]));
  }

  /**
   * To be called before anything of agents is deleted: that they were acted on stays known.
   *
   * @param isMeant whether an agent, by its key, is to be forgotten
   * @returns the last act of each: what is newer has come meanwhile
   */
  async leaveMarks(server: string, isMeant: (agentKey: string) => boolean): Promise<ReadonlyMap<string, string>> {
    const { acts, records, lastActs } = this.books;
    // One that is under way stays where it is, and may yet set nothing.
    const ended = (await acts.list(server)).filter(({ isUnsettled }) => isUnsettled).map(({ record }) => record);
    const known = [...ended, ...(await records.listWithQuarantined(server))];
    const newest = newestByAgent(known.filter(({ agentKey }) => isMeant(agentKey)));
    await lastActs.keep(server, newest);
    return newest;
  }

  /**
   * The id under which an act that has ended begins again: its own where it is still in its place, or else a new one. Its
   * place may have been given up, and another act may have got an earlier id since, if the clock was set.
   *
   * @param older what it came after, as it was known when it ended
   * @returns `undefined` when anything else is known by now
   */
  async takeAgain(record: RecordName, older: ReadonlySet<string>): Promise<string | undefined> {
    const { server, agentKey, id } = record;
    const isInPlace = await this.books.acts.has(record);
    // One look for both: what is written after it has a later id, or sees this act.
    const acted = await this.#actedIds(server, agentKey);
    if (acted.some((other) => !older.has(other))) return undefined;
    return isInPlace ? id : newEntryId(Date.now(), await this.#newestOf(server, agentKey, acted));
  }

  /** The ids of the agent's acts and entries, in no order, be they of what cannot be read or is not kept any more. */
  async #actedIds(server: string, agentKey: string): Promise<string[]> {
    const { acts, records, lastActs } = this.books;
    // Acts, entries, what is left of them: one that goes from one to the next between two looks is seen by one of them.
    const begun = (await acts.list(server)).map(({ record }) => record);
    const set = await records.listWithQuarantined(server);
    const ids = idsIn([...begun, ...set, ...(await lastActs.list(server))], agentKey);
    const here = this.#newestSet.get(`${server} ${agentKey}`);
    return here === undefined ? ids : [...ids, here];
  }

  /** The newest id of the agent, be it of what an act may replace, or of an act that is yet to begin. */
  async #newestOf(server: string, agentKey: string, acted?: readonly string[]): Promise<string | undefined> {
    const ids = acted ?? (await this.#actedIds(server, agentKey));
    const { befores, held } = this.books;
    const others = [...(await befores.list(server)), ...(await held.list(server))];
    return [...ids, ...idsIn(others, agentKey)].sort().at(-1);
  }
}

function idsIn(records: readonly ActedOn[], agentKey: string): string[] {
  return records.filter((record) => record.agentKey === agentKey).map(({ id }) => id);
}

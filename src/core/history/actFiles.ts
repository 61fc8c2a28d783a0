import { lstat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEntry } from '../model/historyEntry.ts';
import { foldersIn, makeEmpty, namesIn, removeOldDrafts, removePatiently, unlessMissing, writeBriefly, writeWhole } from './atomicFile.ts';
import { readRegular } from './regularFile.ts';
import { parseSender, type Sender } from './sender.ts';
import { formatRecord, longestRecord, parseRecord, parseRecordName, recordName, type RecordName } from './entryRecord.ts';

/**
 * The marks beside an act. `sending`: an attempt of it is on its way to the server; the mark says from where.
 * `unsettled`: it has ended and may have set the avatar. `late`: it has so after a newer one was sent. An act without
 * `unsettled` is under way, or its process was killed.
 */
export type ActMark = 'sending' | 'unsettled' | 'late';

/** An act as the names in its folder tell it. */
export interface ListedAct {
  readonly record: RecordName;
  readonly isSending: boolean;
  readonly isUnsettled: boolean;
  readonly isLate: boolean;
}

const actEnding = '.act';
const markEndings: Record<ActMark, string> = { sending: '.sending', unsettled: '.unsettled', late: '.late' };
const anyEnding = /\.(?:act|sending|unsettled|late)$/;

/** Bytes. */
const longestSender = 4096;

/**
 * The acts on disk: for each one a file with the entry it is to become, and a second file for each mark. A file keeps its
 * name for as long as its act is known: a folder that is listed while a file is renamed may show it under neither name.
 */
export class ActFiles {
  constructor(private readonly folder: string) {}

  async write(intent: HistoryEntry): Promise<void> {
    await writeWhole(this.#pathOf(recordName(intent), actEnding), formatRecord(intent));
  }

  async has(record: RecordName): Promise<boolean> {
    return (await this.pulseOf(record)) !== undefined;
  }

  /** The entry that an act is to become; `undefined` when it is not there (any more) or cannot be read. */
  async read(record: RecordName): Promise<HistoryEntry | undefined> {
    const json = await readRegular(this.#pathOf(record, actEnding), longestRecord);
    const intent = json === undefined ? 'damaged' : parseRecord(json.toString());
    if (typeof intent === 'string') return undefined;
    return recordName(intent).name === record.name ? intent : undefined;
  }

  /** A mark need not outlive a power cut: every process that it tells something ends with it. */
  async mark(record: RecordName, mark: Exclude<ActMark, 'sending'>): Promise<void> {
    await makeEmpty(this.#pathOf(record, markEndings[mark]));
  }

  async markSending(record: RecordName, sender: Sender): Promise<void> {
    await writeBriefly(this.#pathOf(record, markEndings.sending), JSON.stringify(sender));
  }

  /** The process that sends an attempt of an act, if any does. */
  async senderOf(record: RecordName): Promise<Sender | undefined> {
    const text = await readRegular(this.#pathOf(record, markEndings.sending), longestSender);
    return text && parseSender(text.toString());
  }

  async unmark(record: RecordName, mark: ActMark): Promise<void> {
    await removePatiently(this.#pathOf(record, markEndings[mark]));
  }

  /** Shows that the act's process lives: each beat is another number. No clock that may be set is asked. */
  async beat(record: RecordName, beats: number): Promise<void> {
    // Every second of them, since some file systems keep times to two seconds.
    await unlessMissing(utimes(this.#pathOf(record, actEnding), 2 * beats, 2 * beats));
  }

  /** A number that changes for as long as the act's process lives; `undefined` when the act is not there. */
  async pulseOf(record: RecordName): Promise<number | undefined> {
    const file = await unlessMissing(lstat(this.#pathOf(record, actEnding)));
    return file?.isFile() ? file.mtimeMs : undefined;
  }

  servers(): Promise<string[]> {
    return foldersIn(this.folder);
  }

  /** A server's acts, newest first. */
  async list(server: string): Promise<ListedAct[]> {
    const names = new Set(await namesIn(join(this.folder, server)));
    const acts = [...names]
      .filter((name) => name.endsWith(actEnding))
      .sort()
      .reverse();
    return acts.flatMap((name) => {
      const bare = name.slice(0, -actEnding.length);
      const record = parseRecordName(server, bare);
      if (!record) return [];
      const has = (mark: ActMark) => names.has(bare + markEndings[mark]);
      return [{ record, isSending: has('sending'), isUnsettled: has('unsettled'), isLate: has('late') }];
    });
  }

  async listAll(): Promise<ListedAct[]> {
    const lists: ListedAct[][] = [];
    for (const server of await this.servers()) lists.push(await this.list(server));
    return lists.flat();
  }

  /** The act goes last: what is left of a removal that was killed is found by it. */
  async remove(record: RecordName): Promise<void> {
    for (const ending of [...Object.values(markEndings), actEnding]) await removePatiently(this.#pathOf(record, ending));
  }

  /** Deletes what killed processes left: files half written, and marks of no act. */
  async tidy(): Promise<void> {
    for (const server of await this.servers()) {
      const folder = join(this.folder, server);
      await removeOldDrafts(folder);
      const names = new Set(await namesIn(folder));
      for (const name of names) {
        const isMark = Object.values(markEndings).some((ending) => name.endsWith(ending));
        if (isMark && !names.has(name.replace(anyEnding, actEnding))) await removePatiently(join(folder, name));
      }
    }
  }

  #pathOf({ server, name }: RecordName, ending: string): string {
    return join(this.folder, server, name + ending);
  }
}

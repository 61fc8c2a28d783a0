import { sha256Of } from '../base/sha256.ts';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Sequencer } from '../base/sequencer.ts';
import { makePrivate, namesIn, removeOldDrafts, removePatiently, unlessMissing, writeWhole } from './atomicFile.ts';
import { type Draft, draftRecord, isDraftId, parseDraft, parseOwner } from './draft.ts';
import { isRegular, readRegular } from './regularFile.ts';
import { longestRecord } from './entryRecord.ts';

const recordEnding = '.json';
const imageEnding = '.picture';

/** Drafts that are kept, the oldest given up first: one for each of as many windows as share a folder. */
const mostDrafts = 8;

/** A longer file is no image that could be drawn. Bytes. */
const longestImage = 1_000_000_000;

/**
 * The draft that is not sent yet, kept over a reload of the window. Each window keeps one, under its id: those without a
 * folder share a store and must not take each other's away.
 */
export class DraftStore {
  /** Writes follow each other: the last one asked for is the one that stays. */
  readonly #sequencer = new Sequencer();
  /** The draft that this window keeps, and its image's hash. */
  #own: { readonly id: Draft['id']; readonly sha256: string } | undefined;

  /**
   * @param folder a folder of its own on this machine's disk
   * @param owner this window's process, by which others know whose a draft is
   * @param lives whether a process is still there
   */
  constructor(
    private readonly folder: string,
    private readonly owner: number = process.pid,
    private readonly lives: (owner: number) => boolean = processLives,
  ) {}

  /** Keeps a draft in the place of the one before. @throws the file system's error when it cannot be kept */
  keep(draft: Draft): Promise<void> {
    return this.#sequencer.queue(() => this.#write(draft));
  }

  forget(draftId: string): Promise<void> {
    return this.#sequencer.queue(() => this.#remove(draftId));
  }

  /**
   * The draft of this id, or else, of those that no other window has, the one that was changed last; `undefined` when there
   * is none that is whole.
   */
  read(draftId?: string): Promise<Draft | undefined> {
    return this.#sequencer.queue(async () => {
      for (const id of draftId === undefined ? await this.#newestFirst() : [draftId]) {
        if (draftId === undefined && (await this.#isOthers(id))) continue;
        const draft = await this.#readOne(id);
        if (draft) return draft;
      }
      return undefined;
    });
  }

  async #write(draft: Draft): Promise<void> {
    const { id, image } = draft;
    const before = this.#own;
    const isOwn = before?.id === id;
    // A draft's image stays the same: its record changes with every turn of the crop. The image goes first.
    const sha256 = isOwn ? before.sha256 : sha256Of(image.bytes);
    const isKept = isOwn && (await isRegular(this.#imagePath(id)));
    if (!isKept) await writeWhole(this.#imagePath(id), image.bytes);
    await writeWhole(this.#recordPath(id), draftRecord(draft, sha256, this.owner));
    this.#own = { id, sha256 };
    if (isOwn) return;
    for (const id of [...(before ? [before.id] : []), ...(await this.#newestFirst()).slice(mostDrafts)]) {
      if (!(await this.#isOthers(id))) await this.#remove(id);
    }
    await makePrivate(this.folder);
    await removeOldDrafts(this.folder);
  }

  /** Whether a draft is that of another window, which is still open. */
  async #isOthers(draftId: string): Promise<boolean> {
    const json = await readRegular(this.#recordPath(draftId), longestRecord);
    const owner = json && parseOwner(json.toString());
    return owner !== undefined && owner !== this.owner && this.lives(owner);
  }

  async #readOne(draftId: string): Promise<Draft | undefined> {
    if (!isDraftId(draftId)) return undefined;
    const json = await readRegular(this.#recordPath(draftId), longestRecord);
    const bytes = json && (await readRegular(this.#imagePath(draftId), longestImage));
    if (!json || !bytes) return undefined;
    const sha256 = sha256Of(bytes);
    const draft = await parseDraft(json.toString(), bytes, sha256);
    if (draft) this.#own = { id: draftId, sha256 };
    return draft;
  }

  async #remove(draftId: string): Promise<void> {
    if (!isDraftId(draftId)) return;
    await removePatiently(this.#recordPath(draftId));
    await removePatiently(this.#imagePath(draftId));
  }

  async #newestFirst(): Promise<string[]> {
    const ids = (await namesIn(this.folder))
      .filter((name) => name.endsWith(recordEnding))
      .map((name) => name.slice(0, -recordEnding.length));
    const changed = await Promise.all(ids.map(async (id) => (await unlessMissing(lstat(this.#recordPath(id))))?.mtimeMs ?? 0));
    const when = new Map(ids.map((id, index) => [id, changed[index] ?? 0]));
    return ids.sort((a, b) => (when.get(b) ?? 0) - (when.get(a) ?? 0));
  }

  #recordPath(draftId: string): string {
    return join(this.folder, `${draftId}${recordEnding}`);
  }

  #imagePath(draftId: string): string {
    return join(this.folder, `${draftId}${imageEnding}`);
  }
}

/** A process of another user is there too, although it may not be spoken to. */
function processLives(owner: number): boolean {
  try {
    return process.kill(owner, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, removeOldDrafts, unlessMissing, writeWhole } from './atomicFile.ts';
import { type Draft, draftRecord, isDraftId, parseDraft } from './draft.ts';
import { Pictures } from './pictures.ts';

const recordEnding = '.json';
const pictureEnding = '.picture';

/** Drafts that are kept, the oldest given up first: one for each of as many windows as share a folder. */
const mostDrafts = 8;

/**
 * The draft that is not sent yet, kept over a reload of the window. Each window keeps one, under its id: those without a
 * folder share a store and must not take each other's away.
 */
export class DraftStore {
  /** Writes follow each other: the last one asked for is the one that stays. */
  #last: Promise<unknown> = Promise.resolve();
  /** The draft that this window keeps, and its picture's hash. */
  #own: { readonly id: Draft['id']; readonly sha256: string } | undefined;

  /** @param folder a folder of its own on this machine's disk */
  constructor(private readonly folder: string) {}

  /** Keeps a draft in the place of the one before. @throws the file system's error when it cannot be kept */
  keep(draft: Draft): Promise<void> {
    return this.#afterOthers(() => this.#write(draft));
  }

  forget(draftId: string): Promise<void> {
    return this.#afterOthers(() => this.#remove(draftId));
  }

  /** The draft of this id, or else the one that was changed last; `undefined` when there is none that is whole. */
  read(draftId?: string): Promise<Draft | undefined> {
    return this.#afterOthers(async () => {
      for (const id of draftId === undefined ? await this.#newestFirst() : [draftId]) {
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
    // A draft's picture stays the same: its record changes with every turn of the crop. The picture goes first.
    const sha256 = isOwn ? before.sha256 : Pictures.hash(image.bytes);
    const isKept = isOwn && (await unlessMissing(stat(this.#picturePath(id))));
    if (!isKept) await writeWhole(this.#picturePath(id), image.bytes);
    await writeWhole(this.#recordPath(id), draftRecord(draft, sha256));
    this.#own = { id, sha256 };
    if (isOwn) return;
    if (before) await this.#remove(before.id);
    for (const surplus of (await this.#newestFirst()).slice(mostDrafts)) await this.#remove(surplus);
    await removeOldDrafts(this.folder);
  }

  async #readOne(draftId: string): Promise<Draft | undefined> {
    if (!isDraftId(draftId)) return undefined;
    const json = await unlessMissing(readFile(this.#recordPath(draftId), 'utf8'));
    const bytes = json && (await unlessMissing(readFile(this.#picturePath(draftId))));
    if (!json || !bytes) return undefined;
    const sha256 = Pictures.hash(bytes);
    const draft = await parseDraft(json, bytes, sha256);
    if (draft) this.#own = { id: draftId, sha256 };
    return draft;
  }

  async #remove(draftId: string): Promise<void> {
    if (!isDraftId(draftId)) return;
    await rm(this.#recordPath(draftId), { force: true });
    await rm(this.#picturePath(draftId), { force: true });
  }

  async #newestFirst(): Promise<string[]> {
    const ids = (await namesIn(this.folder)).filter((name) => name.endsWith(recordEnding)).map((name) => name.slice(0, -recordEnding.length));
    const changed = await Promise.all(ids.map(async (id) => (await unlessMissing(stat(this.#recordPath(id))))?.mtimeMs ?? 0));
    const when = new Map(ids.map((id, index) => [id, changed[index] ?? 0]));
    return ids.sort((a, b) => (when.get(b) ?? 0) - (when.get(a) ?? 0));
  }

  #afterOthers<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    // Whoever asked gets the error; those who come later are not held up by it.
    this.#last = result.catch(() => undefined);
    return result;
  }

  #recordPath(draftId: string): string {
    return join(this.folder, `${draftId}${recordEnding}`);
  }

  #picturePath(draftId: string): string {
    return join(this.folder, `${draftId}${pictureEnding}`);
  }
}

import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The ending of files that are not whole yet; readers pass over them. */
export const unfinished = '.part';

/** No write takes this long: what is still unfinished then was left by a process that was killed. Milliseconds. */
const oldestDraft = 3_600_000;

/**
 * Writes a file that other processes see whole or not at all: under another name first, then renamed. It survives a
 * process killed at any instant, and a power cut, since the bytes reach the disk before the name does.
 *
 * @throws the file system's own error (disk full, no permission); nothing is left under `path` then
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}${unfinished}`;
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What Windows says of a file that a virus scanner or a search index holds open, which takes it a moment. */
const passing = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** Waits before each further try, in milliseconds: 1.5 s in all, then it is no scanner. */
const renameWaits = [10, 30, 60, 100, 200, 400, 700];

/**
 * Renames, and tries again a few times where the other file, or this one, may be held open for a moment.
 *
 * @param renameOnce does the renaming; the file system's own unless a test gives another
 * @throws the file system's error of the last try
 */
export async function renamePatiently(from: string, to: string, renameOnce: (from: string, to: string) => Promise<void> = rename): Promise<void> {
  for (const wait of renameWaits) {
    try {
      await renameOnce(from, to);
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      await delay(wait);
    }
  }
  await renameOnce(from, to);
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && passing.has(error.code);
}

/** The names in a folder, in no order; none when there is no such folder yet. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await unlessMissing(readdir(folder))) ?? [];
}

/** Deletes what killed processes left half written in a folder. */
export async function removeOldDrafts(folder: string, now = Date.now()): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(unfinished)) continue;
    const path = join(folder, name);
    const draft = await unlessMissing(stat(path));
    if (draft && now - draft.mtimeMs > oldestDraft) await rm(path, { force: true });
  }
}

/** Whether an error of the file system says "there is nothing of that name". */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What the task gives, or `undefined` when the file or folder it is about is not there (any more). */
export async function unlessMissing<T>(task: Promise<T>): Promise<T | undefined> {
  try {
    return await task;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

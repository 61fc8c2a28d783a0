import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The ending of files that are not whole yet; readers pass over them. */
export const unfinished = '.part';

/** No write takes this long: what is still unfinished then was left by a process that was killed. Milliseconds. */
const oldestDraft = 3_600_000;

/** These files are the person's alone: other users of the machine read neither them nor their names. */
export const privateFile = 0o600;
const privateFolder = 0o700;

/**
 * Writes a file that other processes see whole or not at all: under another name first, then renamed. It survives a
 * process killed at any instant, and a power cut: the bytes reach the disk before the name does, and the name before
 * this returns.
 *
 * @throws the file system's own error (disk full, no permission); nothing is left under `path` then
 */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeAnew(path, async (draft) => {
    const file = await open(draft, 'wx', privateFile);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  });
  await syncFolder(dirname(path));
}

/** The same for what need not survive a power cut. */
export async function writeBriefly(path: string, text: string): Promise<void> {
  await writeAnew(path, (draft) => writeFile(draft, text, { flag: 'wx', mode: privateFile }));
}

const mostWrites = 3;

async function writeAnew(path: string, writeDraft: (draft: string) => Promise<void>): Promise<void> {
  // After the clock was set, another process may take a file that is just being written for an old one.
  for (let tries = 1; tries < mostWrites; tries++) {
    if (await unlessMissing(writeOnce(path, writeDraft).then(() => true))) return;
  }
  await writeOnce(path, writeDraft);
}

async function writeOnce(path: string, writeDraft: (draft: string) => Promise<void>): Promise<void> {
  await makeFolder(dirname(path));
  const draft = `${path}.${randomUUID()}${unfinished}`;
  try {
    await writeDraft(draft);
    await renamePatiently(draft, path);
  } catch (error) {
    await removePatiently(draft);
    throw error;
  }
}

/** Makes a folder, with those above it, that only this user can open. Its name is on the disk when this returns. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: privateFolder });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Takes the rights of other users away from a folder that an older version made. */
export async function makePrivate(folder: string): Promise<void> {
  await unlessMissing(chmod(folder, privateFolder));
}

/** File systems that cannot sync a folder say so by one of these; they have no cache of names to lose. */
const withoutFolderSync = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES']);

/** Brings the names in a folder to the disk: after a power cut, a renamed file has its new name only then. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder as a file, and writes names through.
  if (process.platform === 'win32') return;
  const opened = await unlessMissing(open(folder, 'r'));
  try {
    await opened?.sync();
  } catch (error) {
    if (!hasCode(error, withoutFolderSync)) throw error;
  } finally {
    await opened?.close();
  }
}

/** The codes with which Windows refuses a file that a virus scanner or a search index holds open for a moment. */
const passing = new Set(['EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY']);

/** Waits before each further try, in milliseconds: 1.5 s in all, then it is no scanner. */
const waits = [10, 30, 60, 100, 200, 400, 700];

/**
 * Renames, and tries again a few times where the other file, or this one, may be held open for a moment.
 *
 * @param renameOnce does the renaming; the file system's own unless a test gives another
 * @throws the file system's error of the last try
 */
export function renamePatiently(from: string, to: string, renameOnce: (from: string, to: string) => Promise<void> = rename): Promise<void> {
  return patiently(() => renameOnce(from, to));
}

/**
 * Deletes a file, if it is there, with the same patience.
 *
 * @param removeOnce does the deleting; the file system's own unless a test gives another
 * @throws the file system's error of the last try
 */
export function removePatiently(path: string, removeOnce: (path: string) => Promise<void> = removeFile): Promise<void> {
  return patiently(() => removeOnce(path));
}

/** A folder with a file's name was not made here, and stays. */
const isFolder = new Set(['ERR_FS_EISDIR']);

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    if (!hasCode(error, isFolder)) throw error;
  }
}

async function patiently(task: () => Promise<void>): Promise<void> {
  for (const wait of waits) {
    try {
      await task();
      return;
    } catch (error) {
      if (!hasCode(error, passing)) throw error;
      await delay(wait);
    }
  }
  await task();
}

function hasCode(error: unknown, codes: ReadonlySet<string>): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.has(error.code);
}

/** The names in a folder, in no order; none when there is no such folder yet. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await unlessMissing(readdir(folder))) ?? [];
}

/** The folders in a folder, by name; none when there is no such folder yet. Whatever else has come there is none of ours. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Makes an empty file, of which the name is all that counts: whatever has that name already is as good. */
export async function makeEmpty(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: privateFile });
  } catch (error) {
    if (!hasCode(error, taken)) throw error;
  }
}

const taken = new Set(['EEXIST']);

/** Deletes what killed processes left half written in a folder. */
export async function removeOldDrafts(folder: string, now = Date.now()): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (name.endsWith(unfinished)) await removeIfOlder(join(folder, name), now - oldestDraft);
  }
}

const missing = new Set(['ENOENT']);

/** The task's result; `undefined` when its file or folder does not exist (any more). */
export async function unlessMissing<T>(task: Promise<T>): Promise<T | undefined> {
  try {
    return await task;
  } catch (error) {
    if (hasCode(error, missing)) return undefined;
    throw error;
  }
}

/** Deletes a file that was last written before a time, in milliseconds since 1970. */
export async function removeIfOlder(path: string, time: number): Promise<void> {
  const file = await unlessMissing(lstat(path));
  if (file && file.mtimeMs < time) await removePatiently(path);
}

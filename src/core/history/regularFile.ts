import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { privateFile, unlessMissing } from './atomicFile.ts';

/** Opened so, a pipe makes nobody wait until another opens it too. Windows has no such files, and no such flag. */
const withoutWaiting = constants.O_NONBLOCK;

/**
 * The bytes of a file; `undefined` when nothing is there. What is no file, or longer than anything that is kept under its
 * name, is as good as empty: a pipe or a device might never end, and a folder cannot be read.
 *
 * @param longest in bytes
 */
export async function readRegular(path: string, longest: number): Promise<Buffer | undefined> {
  const bytes = await readIfRegular(path, longest);
  return bytes === 'other' ? Buffer.alloc(0) : bytes;
}

/** The same, where it matters that it is no file, or too long: `other` then. */
export async function readIfRegular(path: string, longest: number): Promise<Buffer | 'other' | undefined> {
  const file = await openRegular(path, constants.O_RDONLY);
  if (file === undefined || file === 'other') return file;
  try {
    return (await file.stat()).size > longest ? 'other' : await file.readFile();
  } finally {
    await file.close();
  }
}

/** Opens a file; `undefined` when nothing is there, `other` when it is no file. Nothing here is a link: none is followed. */
export async function openRegular(path: string, flags: number): Promise<FileHandle | 'other' | undefined> {
  const there = await unlessMissing(lstat(path));
  if (there && !there.isFile()) return 'other';
  const file = await unlessMissing(open(path, flags | withoutWaiting, privateFile));
  // Something else may have come to its place between the two looks.
  if (!file || (await file.stat()).isFile()) return file;
  await file.close();
  return 'other';
}

export async function isRegular(path: string): Promise<boolean> {
  return (await unlessMissing(lstat(path)))?.isFile() ?? false;
}

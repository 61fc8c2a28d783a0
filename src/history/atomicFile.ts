import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The ending of files that are not whole yet; readers pass over them. */
export const unfinished = '.part';

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
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Whether an error of the file system says "there is nothing of that name". */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from '../api/apiClient.ts';
import { serverKey } from '../api/serverKey.ts';
import { readRegular } from '../history/regularFile.ts';

/** The file with the machine's random bytes. */
export const saltFile = 'salt';

const saltLength = 32;
const mostAttempts = 5;

/**
 * A name for a server's key that files may have: the same in all processes of this machine, and of no use elsewhere. It is a
 * keyed hash under random bytes that never leave the machine, cut to 16 digits. Who has only the name learns nothing of the
 * key; who also has the bytes can at most confirm a key that they already know.
 */
export async function keyNameOf(server: Server, folder: string): Promise<string> {
  return createHmac('sha256', await readSalt(folder))
    .update(serverKey(server))
    .digest('hex')
    .slice(0, 16);
}

/** The machine's random bytes. They are made at the first use, and anew when they are damaged: then counting begins anew. */
async function readSalt(folder: string): Promise<Buffer> {
  const path = join(folder, saltFile);
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const salt = await readRegular(path, saltLength);
    if (salt?.length === saltLength) return salt;
    await writeSalt(folder, path, salt !== undefined);
  }
  throw new Error('The salt of the request limits cannot be kept.');
}

/** Puts whole bytes in their place, so that no process reads half of them; of two processes the first one's stay. */
async function writeSalt(folder: string, path: string, isDamaged: boolean): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, randomBytes(saltLength), { flag: 'wx', mode: 0o600 });
    if (isDamaged) await rename(draft, path);
    else await linkOrRename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function linkOrRename(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    // A file system without hard links. Here the last one's stay, which all find at their next request.
    await rename(draft, path);
  }
}

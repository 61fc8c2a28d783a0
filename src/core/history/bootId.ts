import { readFile } from 'node:fs/promises';

/** Here Linux names each start of the machine. Other systems have no such name that could be read without a program. */
const ofLinux = '/proc/sys/kernel/random/boot_id';

/** Identifies this start of the machine, whatever is done to the clock; `undefined` where nothing does. */
export async function readBootId(): Promise<string | undefined> {
  const text = await readFile(ofLinux, 'utf8').catch(() => '');
  return /^[0-9a-f-]{36}(?=\n?$)/.exec(text)?.[0];
}

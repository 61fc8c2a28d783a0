import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { constants } from 'node:fs';
import type { Moment } from '../api/requestCounter.ts';
import { namesIn, removePatiently, unlessMissing } from '../history/atomicFile.ts';
import { openRegular, readIfRegular } from '../history/regularFile.ts';
import { saltFile } from './keyName.ts';

/** A file this long was not written by us. Bytes. */
const longestFile = 4_000_000;

/** So long after its last line, a file counts for nothing, whatever is set to the clock meanwhile. Milliseconds. */
const unused = 7 * 24 * 3_600_000;

const closingLine = '# closed';

/** One file of the log: in the order they were made, the claims that stand. */
export interface Generation {
  readonly number: number;
  /** Whether claims made from now on are void here. */
  readonly isClosed: boolean;
  readonly claims: ReadonlyMap<string, Moment>;
}

/**
 * The requests that were claimed with one key, in files that several processes append to and nobody rewrites. Appending is
 * the one thing that the file system does for all of them one after the other, so the order of the lines is what they agree
 * on, and there is no lock that a killed process could leave behind.
 *
 * A line claims a request, voids a claim or closes its file. What stands behind the closing line is void: whoever wrote it
 * finds out when reading it back, and claims in the next file. So a closed file changes no more and is deleted when it is old.
 */
export class ClaimLog {
  constructor(
    private readonly folder: string,
    /** Tells this key's files from those of others. */
    private readonly name: string,
  ) {}

  /** The files that there are, oldest first. */
  async read(): Promise<readonly Generation[]> {
    const numbers = (await namesIn(this.folder)).flatMap((file) => {
      const [, name, number] = /^(.+)\.(\d{1,9})$/.exec(file) ?? [];
      return name === this.name ? [Number(number)] : [];
    });
    const generations = [];
    for (const number of numbers.sort((one, other) => one - other)) {
      const path = this.#path(number);
      const bytes = await readIfRegular(path, longestFile);
      // Nobody can claim in what is no file of ours.
      if (bytes !== undefined) generations.push(parse(number, bytes === 'other' ? `${closingLine}\n` : bytes.toString()));
    }
    return generations;
  }

  /**
   * Adds a claim.
   *
   * @returns its name, or `undefined` when the file it should be in is not there any more
   */
  async claim(number: number, at: Moment, isNew: boolean): Promise<string | undefined> {
    const id = randomUUID();
    const line = `+ ${id} ${Math.floor(at.uptime)} ${Math.floor(at.wallTime)}`;
    return (await this.#append(number, line, isNew)) ? id : undefined;
  }

  async voidClaim(number: number, id: string): Promise<void> {
    await this.#append(number, `- ${id}`, false);
  }

  async close(number: number): Promise<void> {
    await this.#append(number, closingLine, false);
  }

  /** Deletes the files of keys that are not used any more, and what killed processes left half written. */
  async removeUnused(now: number): Promise<void> {
    for (const file of await namesIn(this.folder)) {
      const path = join(this.folder, file);
      const found = file === saltFile ? undefined : await unlessMissing(lstat(path));
      if (found?.isFile() && now - found.mtimeMs > unused) await rm(path, { force: true });
    }
  }

  async remove(number: number): Promise<void> {
    await removePatiently(this.#path(number));
  }

  #path(number: number): string {
    return join(this.folder, `${this.name}.${number}`);
  }

  /** @returns whether there was a file to append to */
  async #append(number: number, line: string, isNew: boolean): Promise<boolean> {
    if (isNew) await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const flags = constants.O_WRONLY | constants.O_APPEND | (isNew ? constants.O_CREAT : 0);
    const file = await openRegular(this.#path(number), flags);
    if (file === undefined || file === 'other') return false;
    try {
      // The line's own beginning keeps it apart from one that a full disk has cut short.
      await file.write(`\n${line}\n`);
    } finally {
      await file.close();
    }
    return true;
  }
}

/** Passes over what is no line of ours. */
function parse(number: number, text: string): Generation {
  const claims = new Map<string, Moment>();
  let isClosed = false;
  // What follows the last line's end is not whole yet.
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sign, id = '', uptime = '', wallTime = ''] = /^([+-]) ([0-9a-f-]{36})(?: (\d{1,15}) (\d{1,15}))?$/.exec(line) ?? [];
    if (line === closingLine) isClosed = true;
    else if (sign === '-') claims.delete(id);
    else if (sign === '+' && !isClosed && wallTime !== '') claims.set(id, { uptime: Number(uptime), wallTime: Number(wallTime) });
  }
  return { number, isClosed, claims };
}

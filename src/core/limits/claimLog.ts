import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { constants } from 'node:fs';
import type { Moment } from '../api/requestCounter.ts';
import { namesIn, removePatiently, unlessMissing } from '../history/atomicFile.ts';
import { openRegular, readIfRegular } from '../history/regularFile.ts';
import { saltFile } from './keyName.ts';

/** A file this long is closed, however young it is. Bytes. */
const longestOpen = 1_000_000;

/** A file this long was not written by us. Bytes. */
const longestFile = 4 * longestOpen;

/** So long after its last line, a key counts as not used any more. Milliseconds. */
const unused = 7 * 24 * 3_600_000;

const closingLine = '# closed';

/** Stands for a start of the machine that has no name. */
const unnamed = '-';

const fileName = /^(.+)\.(\d{1,9})$/;

/** A number of requests that go out together. */
export interface Claim extends Moment {
  readonly requests: number;
}

/** A claim under the name by which it can be voided. */
export interface NamedClaim extends Claim {
  readonly id: string;
}

/** One file of the log: in the order they were made, the claims that stand. */
export interface Generation {
  readonly number: number;
  /** Whether claims made from now on are void here. */
  readonly isClosed: boolean;
  /** Whether it would take long to read, if it grew much more. */
  readonly isLong: boolean;
  readonly claims: ReadonlyMap<string, Claim>;
}

/**
 * The requests that were claimed with one key, in files that several processes append to and nobody rewrites. Appending is
 * the one thing that the file system does for all of them one after the other, so the order of the lines is what they agree
 * on, and there is no lock that a killed process could leave behind.
 *
 * A line claims requests, voids a claim or closes its file. What stands behind the closing line is void: whoever wrote it
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
      const [, name, number] = fileName.exec(file) ?? [];
      return name === this.name ? [Number(number)] : [];
    });
    const generations = [];
    for (const number of numbers.sort((one, other) => one - other)) {
      const generation = await this.#readOne(number);
      if (generation) generations.push(generation);
    }
    return generations;
  }

  /**
   * Adds claims, all or none of which stand.
   *
   * @param isNew whether the file is made where it is not there
   * @returns whether it is there
   */
  async claim(number: number, claims: readonly NamedClaim[], isNew: boolean): Promise<boolean> {
    const lines = claims.map(({ id, uptime, wallTime, boot, requests }) => {
      return `+ ${id} ${Math.floor(uptime)} ${Math.floor(wallTime)} ${boot ?? unnamed} ${requests}`;
    });
    return this.#append(number, lines, isNew);
  }

  async voidClaims(number: number, ids: readonly string[]): Promise<void> {
    await this.#append(
      number,
      ids.map((id) => `- ${id}`),
      false,
    );
  }

  async close(number: number): Promise<void> {
    await this.#append(number, [closingLine], false);
  }

  /**
   * Clears up the files of keys that are not used any more, and what killed processes left half written. An old file may be
   * one of today, where the clock was set: as long as a claim in it counts, it stays. It is closed first, and deleted when
   * it is old again, so that nobody loses a claim with it.
   *
   * @param isOld whether a claim counts no more
   */
  async removeUnused(wallTime: number, isOld: (claim: Moment) => boolean): Promise<void> {
    for (const file of await namesIn(this.folder)) {
      const found = file === saltFile ? undefined : await unlessMissing(lstat(join(this.folder, file)));
      if (!found?.isFile() || wallTime - found.mtimeMs <= unused) continue;
      const [, name, number] = fileName.exec(file) ?? [];
      if (name === undefined) await rm(join(this.folder, file), { force: true });
      else await new ClaimLog(this.folder, name).#retire(Number(number), isOld);
    }
  }

  async #retire(number: number, isOld: (claim: Moment) => boolean): Promise<void> {
    const generation = await this.#readOne(number);
    if (!generation || ![...generation.claims.values()].every(isOld)) return;
    if (generation.isClosed) await this.remove(number);
    else await this.close(number);
  }

  async #readOne(number: number): Promise<Generation | undefined> {
    const bytes = await readIfRegular(this.#path(number), longestFile);
    // Nobody can claim in what is no file of ours.
    return bytes && parse(number, bytes === 'other' ? `${closingLine}\n` : bytes.toString());
  }

  async remove(number: number): Promise<void> {
    await removePatiently(this.#path(number));
  }

  #path(number: number): string {
    return join(this.folder, `${this.name}.${number}`);
  }

  /** @returns whether there was a file to append to */
  async #append(number: number, lines: readonly string[], isNew: boolean): Promise<boolean> {
    if (isNew) await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const flags = constants.O_WRONLY | constants.O_APPEND | (isNew ? constants.O_CREAT : 0);
    const file = await openRegular(this.#path(number), flags);
    if (file === undefined || file === 'other') return false;
    try {
      // The line's own beginning keeps it apart from one that a full disk has cut short.
      await file.write(`\n${lines.join('\n')}\n`);
    } finally {
      await file.close();
    }
    return true;
  }
}

const linePattern = /^([+-]) ([0-9a-f-]{36})(?: (\d{1,15}) (\d{1,15}) (-|[0-9a-f-]{36}) ([1-9]))?$/;

/** Passes over what is no line of ours. */
function parse(number: number, text: string): Generation {
  const claims = new Map<string, Claim>();
  let isClosed = false;
  // The text behind the last line's end is not whole yet.
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sign, id = '', uptime = '', wallTime = '', boot = '', requests = ''] = linePattern.exec(line) ?? [];
    if (line === closingLine) isClosed = true;
    else if (sign === '-') claims.delete(id);
    else if (sign === '+' && !isClosed && wallTime !== '') {
      claims.set(id, {
        uptime: Number(uptime),
        wallTime: Number(wallTime),
        boot: boot === unnamed ? undefined : boot,
        requests: Number(requests),
      });
    }
  }
  return { number, isClosed, isLong: text.length > longestOpen, claims };
}

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AgentId } from '../avatar/agentId.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { isMissing, writeWhole } from './atomicFile.ts';
import { Pictures } from './pictures.ts';
import { formatRecord, keyOf, parseRecord, parseRecordName, recordName } from './updateRecord.ts';

/** How many records are read at once: enough to keep the disk busy, few enough to leave file handles to others. */
const readsAtOnce = 16;

/**
 * Every avatar that was accepted, one small file each, in a folder a server. A file is written once and never changed,
 * so windows and processes that write at the same moment cannot lose each other's updates.
 */
export class Updates {
  readonly #listeners = new Set<() => void>();
  readonly pictures: Pictures;

  /** @param folder the extension's own storage, on this machine's disk */
  constructor(private readonly folder: string) {
    this.pictures = new Pictures(join(folder, 'pictures'));
  }

  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Keeps an accepted update and the bytes that were sent. @throws the file system's error when it cannot be kept */
  async add(update: AvatarUpdate, bytes: Uint8Array): Promise<void> {
    await this.pictures.keep(update.image, bytes);
    const path = join(this.#folderOf(update.origin), recordName(update.id, update.agentId));
    await writeWhole(path, formatRecord(update));
    this.#changed();
  }

  /** The newest update of each agent of a server, newest first. */
  async newestOfEach(origin: string): Promise<AvatarUpdate[]> {
    const newest = new Map<string, string>();
    for (const { name, agentKey } of await this.#names(origin)) {
      if (!newest.has(agentKey)) newest.set(agentKey, name);
    }
    return this.#read(origin, [...newest.values()]);
  }

  /** All updates of an agent, newest first. */
  async ofAgent(origin: string, agentId: AgentId): Promise<AvatarUpdate[]> {
    const agentKey = keyOf(agentId);
    const names = (await this.#names(origin)).filter((each) => each.agentKey === agentKey);
    return this.#read(origin, names.map(({ name }) => name));
  }

  /** Forgets an agent: all its updates. */
  async removeAgent(origin: string, agentId: AgentId): Promise<void> {
    const agentKey = keyOf(agentId);
    const names = (await this.#names(origin)).filter((each) => each.agentKey === agentKey);
    await Promise.all(names.map(({ name }) => rm(join(this.#folderOf(origin), name), { force: true })));
    this.#changed();
  }

  /** File names of a server's records, newest first. */
  async #names(origin: string): Promise<{ name: string; agentKey: string }[]> {
    try {
      const names = await readdir(this.#folderOf(origin));
      return names
        .sort()
        .reverse()
        .flatMap((name) => {
          const parts = parseRecordName(name);
          return parts ? [{ name, agentKey: parts.agentKey }] : [];
        });
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async #read(origin: string, names: readonly string[]): Promise<AvatarUpdate[]> {
    const updates: (AvatarUpdate | undefined)[] = new Array<undefined>(names.length);
    let next = 0;
    const reader = async () => {
      for (let index = next++; index < names.length; index = next++) {
        updates[index] = await this.#readOne(join(this.#folderOf(origin), names[index] ?? ''));
      }
    };
    await Promise.all(Array.from({ length: readsAtOnce }, reader));
    return updates.filter((update) => update !== undefined);
  }

  async #readOne(path: string): Promise<AvatarUpdate | undefined> {
    try {
      return parseRecord(await readFile(path, 'utf8'));
    } catch (error) {
      // Another window removed it after we listed it.
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  #folderOf(origin: string): string {
    return join(this.folder, 'updates', keyOf(origin));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

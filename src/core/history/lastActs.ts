import { join } from 'node:path';
import { foldersIn, makeEmpty, makeFolder, namesIn, removeIfOlder, removePatiently } from './atomicFile.ts';

/** The part of a record's name that gives an act's place. */
export interface ActedOn {
  readonly id: string;
  readonly agentKey: string;
}

/** The newest id of each agent, by the agent's key. @param acts in any order */
export function newestByAgent(acts: readonly ActedOn[]): Map<string, string> {
  const newest = new Map<string, string>();
  for (const { agentKey, id } of acts) if (id > (newest.get(agentKey) ?? '')) newest.set(agentKey, id);
  return newest;
}

/** An act that failed can be tried again for as long as its window is open: few stay open for longer. Milliseconds. */
const oldest = 30 * 86_400_000;

/**
 * The last acts on agents of which nothing else is kept any more, since a person took them off the list, or nothing yet: an
 * empty file for each agent, whose name is the act's id. By it every window knows that an older act is not the last.
 */
export class LastActs {
  constructor(private readonly folder: string) {}

  /** @param newest the id of the last act, by the agent's key */
  async keep(server: string, newest: ReadonlyMap<string, string>): Promise<void> {
    if (newest.size === 0) return;
    const known = await this.list(server);
    await makeFolder(join(this.folder, server));
    // No act outlives a power cut in a window's memory, so these need not either.
    for (const [agentKey, id] of newest) await makeEmpty(this.#pathOf(server, { id, agentKey }));
    for (const { id, agentKey } of known) {
      if (id < (newest.get(agentKey) ?? '')) await removePatiently(this.#pathOf(server, { id, agentKey }));
    }
  }

  async list(server: string): Promise<ActedOn[]> {
    return (await namesIn(join(this.folder, server))).flatMap((name) => {
      const [, id, agentKey] = /^([0-9a-z]{9}-[0-9a-f]{12})-([0-9a-f]{16})$/.exec(name) ?? [];
      return id && agentKey ? [{ id, agentKey }] : [];
    });
  }

  async tidy(now = Date.now()): Promise<void> {
    for (const server of await foldersIn(this.folder)) {
      for (const name of await namesIn(join(this.folder, server))) await removeIfOlder(join(this.folder, server, name), now - oldest);
    }
  }

  #pathOf(server: string, { id, agentKey }: ActedOn): string {
    return join(this.folder, server, `${id}-${agentKey}`);
  }
}

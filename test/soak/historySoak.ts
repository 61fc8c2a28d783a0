import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { AgentId } from '../../src/core/model/agentId.ts';
import { idBefore } from '../../src/core/history/entryRecord.ts';
import { History } from '../../src/core/history/history.ts';
import { origin, pace, perAgent, type Said } from './agreement.ts';
import { seeded } from './random.ts';

/** Processes that write at the same time. */
const writersAtOnce = 3;

/** A writer is killed at some instant of its first so many milliseconds of writing. */
const longestLife = 250;

/**
 * What the soak found. An entry is lost when it was acknowledged and is not there with its bytes. What was there before an
 * attempt is lost when the attempt may have gone out, nothing says that it set nothing, and it is not there after all
 * processes have gone.
 */
export interface SoakResult {
  rounds: number;
  kills: number;
  acknowledged: number;
  attempts: number;
  lost: number;
  beforeLost: number;
  duplicated: number;
  readonly seed: number;
}

/**
 * Lets processes write to one history and kills them (SIGKILL) at random instants, round after round, and looks after
 * each round for what is lost or doubled.
 *
 * @param say told of each thing that is wrong, and of how far the soak is
 */
export async function soakHistory(rounds: number, seed: number, say: (line: string) => void): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), 'history-soak-'));
  try {
    const program = join(folder, 'writer.cjs');
    await build({ entryPoints: [join(__dirname, 'historyWriter.ts')], outfile: program, bundle: true, platform: 'node' });
    return await new Soak(join(folder, 'history'), program, seed, say).run(rounds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Soak {
  readonly #result: SoakResult;
  readonly #random: () => number;
  /** Acknowledged and, when last seen, kept. */
  readonly #expected = new Map<string, Expected>();
  /** What attempts may have replaced, by the id of what it becomes. */
  readonly #befores = new Map<string, Expected>();

  constructor(
    private readonly folder: string,
    private readonly program: string,
    seed: number,
    private readonly say: (line: string) => void,
  ) {
    this.#result = { rounds: 0, kills: 0, acknowledged: 0, attempts: 0, lost: 0, beforeLost: 0, duplicated: 0, seed };
    this.#random = seeded(seed);
  }

  async run(rounds: number): Promise<SoakResult> {
    for (let round = 1; round <= rounds; round++) {
      await Promise.all(Array.from({ length: writersAtOnce }, (_, number) => this.#runWriter(`${round}-${number}`)));
      await this.#check();
      this.#result.rounds = round;
      if (round % 50 === 0) this.say(JSON.stringify(this.#result));
    }
    return this.#result;
  }

  async #runWriter(name: string): Promise<void> {
    const seed = Math.floor(this.#random() * 2 ** 32);
    const life = this.#random() * longestLife;
    const writer = spawn(process.execPath, [this.program, this.folder, String(seed), name], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(writer, 'close') as Promise<[number | null, string | null]>;
    const lines = createInterface(writer.stdout);
    lines.on('line', (line) => {
      if (line === 'ready') killLater(writer, life);
      else this.#hear(JSON.parse(line) as Said);
    });
    const [code, signal] = await ended;
    if (signal !== 'SIGKILL') throw new Error(`Writer ${name} ended by itself with ${code}.`);
    this.#result.kills++;
  }

  #hear(said: Said): void {
    switch (said.kind) {
      case 'kept':
        this.#result.acknowledged++;
        this.#expected.set(said.id, said);
        return;
      case 'attempt':
        this.#result.attempts++;
        this.#befores.set(idBefore(said.id), { ...said, id: idBefore(said.id) });
        return;
      case 'withdrawing':
        this.#befores.delete(idBefore(said.id));
    }
  }

  async #check(): Promise<void> {
    // Read anew by a process that saw none of it.
    const history = new History(this.folder, (why) => this.say(`set aside: ${why}`), pace);
    await history.journal.recover();
    this.#result.lost += await this.#countLost(history, this.#expected);
    this.#result.beforeLost += await this.#countLost(history, this.#befores);
    const agents = new Set([...this.#expected.values(), ...this.#befores.values()].map(({ agentId }) => agentId));
    for (const agentId of agents) {
      const kept = await history.ofAgent({ origin, agentId });
      this.#result.duplicated += kept.length - new Set(kept.map(({ image }) => image.fileName)).size;
    }
  }

  /** What is expected and not there; each is counted once. */
  async #countLost(history: History, expected: Map<string, Expected>): Promise<number> {
    let lost = 0;
    for (const agentId of new Set([...expected.values()].map((each) => each.agentId))) {
      const kept = await history.ofAgent({ origin, agentId });
      const tokens = new Set(kept.map(({ image }) => image.fileName));
      const readable = new Set<string>();
      for (const entry of kept) if (await history.images.read(entry.image)) readable.add(entry.id);
      for (const { id, token } of [...expected.values()].filter((each) => each.agentId === agentId)) {
        if (readable.has(id)) continue;
        expected.delete(id);
        // Given up for the limit, as it should be: as many newer ones are there.
        if (!tokens.has(token) && kept.filter((entry) => entry.id > id).length >= perAgent) continue;
        lost++;
        this.say(`lost: ${token} of ${agentId} (${tokens.has(token) ? 'its bytes' : 'its record'})`);
      }
    }
    return lost;
  }
}

/** What must be there, under its id, with a text that nothing else has. */
interface Expected {
  readonly id: string;
  readonly agentId: AgentId;
  readonly token: string;
}

function killLater(writer: ChildProcess, milliseconds: number): void {
  setTimeout(() => writer.kill('SIGKILL'), milliseconds);
}

import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { History } from '../../src/core/history/history.ts';
import { agentCalled, key } from '../support/api/calls.ts';
import { Random } from '../support/random.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { imageOf } from '../support/upload/testWindow.ts';
import type { FromWindow, Job } from './agreement.ts';
import { faultsFor } from './faults.ts';
import { Ledger } from './ledger.ts';

/** Agents that much happens to, so that windows meet. */
const busyAgents = 5;
const windows = 2;
const atOnce = 8;
const failingShare = 0.3;
/** Longest time for one upload, with its waits; after that the soak is stuck. Milliseconds. */
const longestUpload = 120_000;

export interface SoakOptions {
  readonly uploads: number;
  /** How many agents there are. The fewer, the more often windows meet. */
  readonly agents: number;
  readonly seed: number;
  /** The module that has `createApiClient`: the shipped bundle, or its source. */
  readonly module: string;
  /** Ends the soak before all is asked. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

export interface Summary {
  readonly asked: number;
  readonly accepted: number;
  readonly retried: number;
  readonly again: number;
  readonly cancelled: number;
  readonly overtaken: number;
  readonly failed: number;
  readonly unknown: number;
  readonly setElsewhere: number;
  readonly clockJumps: number;
  readonly wrong: number;
  readonly olderOverNewer: number;
  readonly beforeLost: number;
  readonly leaked: number;
  readonly heapGrowthMB: number;
  readonly seed: number;
}

/**
 * Lets two windows, each a process of its own, set avatars on one history and at a server that often fails, while people
 * cancel, try again and set avatars elsewhere, and clocks jump. Then it holds what the windows reported, and what the
 * history has, against what the server saw.
 */
export async function soakUploads(options: SoakOptions): Promise<Summary> {
  const folder = await mkdtemp(join(tmpdir(), 'upload-soak-'));
  const ledger = new Ledger();
  const sandbox = await startSandbox({
    apiKeys: [key],
    keepRequests: 0,
    onStored: (agentId, { sha256 }, before) => ledger.store(agentId, { sha256, before: before?.sha256 }),
  });
  try {
    return await new Soak(options, { folder, ledger, sandbox }).run();
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Around {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly sandbox: Sandbox;
}

/** An act that failed, by its number, and the window that may try it again. */
interface Failed {
  readonly act: number;
  readonly agentId: string;
  readonly window: ChildProcess;
}

class Soak {
  readonly #random: Random;
  readonly #counts = { asked: 0, retried: 0, again: 0, cancelled: 0, setElsewhere: 0, clockJumps: 0 };
  readonly #failed: Failed[] = [];
  readonly #underWay = new Map<string, number>();
  /** Agents of which an upload was broken off: the server may still be at it. */
  readonly #brokenOff = new Set<string>();
  readonly #heaps = new Map<ChildProcess, number[]>();
  readonly #ends = new Map<number, (ended: Extract<FromWindow, { kind: 'ended' }>) => void>();
  readonly #agentOf = new Map<number, string>();
  readonly #problems: string[] = [];
  #leaked = 0;
  #image = 0;

  constructor(
    private readonly options: SoakOptions,
    private readonly around: Around,
  ) {
    this.#random = new Random(options.seed);
  }

  async run(): Promise<Summary> {
    const { ledger, sandbox } = this.around;
    // Everything has an avatar that nobody here has set.
    for (let agent = 0; agent < this.options.agents; agent++) this.#setElsewhere(`agent_${agent}`);
    const fault = faultsFor(new Random(this.options.seed + 1), failingShare);
    const lookFault = faultsFor(new Random(this.options.seed + 2), 0.02);
    sandbox.failBy((_, { method, path }) => (method === 'POST' ? fault() : path.endsWith('/widget') ? lookFault() : undefined));
    const open = await Promise.all(Array.from({ length: windows }, () => this.#openWindow()));
    await Promise.all(Array.from({ length: atOnce }, (_, worker) => this.#work(open[worker % windows]!)));
    sandbox.failBy(undefined);
    await Promise.all(open.map((window) => this.#closeWindow(window)));
    ledger.close();
    const olderOverNewer = ledger.olderOverNewer();
    const beforeLost = await this.#lost();
    for (const line of [...ledger.wrong, ...olderOverNewer, ...beforeLost, ...this.#problems]) this.options.say(`wrong: ${line}`);
    const { accepted, failed, unknown, overtaken } = ledger;
    return {
      ...this.#counts,
      accepted,
      overtaken,
      failed,
      unknown,
      wrong: ledger.wrong.length + this.#problems.length,
      olderOverNewer: olderOverNewer.length,
      beforeLost: beforeLost.length,
      leaked: this.#leaked + sandbox.connections,
      heapGrowthMB: Math.max(...[...this.#heaps.values()].map(growth)),
      seed: this.options.seed,
    };
  }

  async #openWindow(): Promise<ChildProcess> {
    const { folder, sandbox } = this.around;
    const parameters = [this.options.module, join(folder, 'history'), sandbox.url];
    const window = fork(join(__dirname, 'uploadWindow.ts'), parameters, { execArgv: ['--expose-gc', '--import=tsx'] });
    this.#heaps.set(window, []);
    await new Promise<void>((resolve, reject) => {
      window.on('message', (message: FromWindow) => {
        if (message.kind === 'ready') resolve();
        else this.#hear(window, message);
      });
      window.once('exit', (code) => reject(new Error(`A window ended by itself with ${code}.`)));
    });
    return window;
  }

  async #closeWindow(window: ChildProcess): Promise<void> {
    tell(window, { kind: 'end' });
    await once(window, 'exit');
  }

  #hear(window: ChildProcess, message: FromWindow): void {
    if (message.kind === 'pressed') {
      const { act, sha256, from, to } = message;
      this.around.ledger.press(act, { agentId: this.#agentOf.get(act) ?? '', sha256, from: BigInt(from), to: BigInt(to) });
    } else if (message.kind === 'pressedAgain') {
      this.around.ledger.pressAgain(message.act, { from: BigInt(message.from), to: BigInt(message.to) });
    } else if (message.kind === 'ended') {
      if (message.heap !== undefined) this.#heaps.get(window)?.push(message.heap);
      this.#ends.get(message.act)?.(message);
    } else if (message.kind === 'closed') {
      this.#leaked += message.leaked;
      this.#problems.push(...message.problems);
    }
  }

  /** One person, who does one thing after another in one window. */
  async #work(window: ChildProcess): Promise<void> {
    const random = this.#random;
    while (this.#counts.asked < this.options.uploads && !this.options.signal.aborted) {
      if (random.next() < 0.05) this.#jump(window);
      const index = this.#failed.findIndex((failed) => failed.window === window);
      if (index >= 0 && random.next() < 0.4) {
        const [failed] = this.#failed.splice(index, 1);
        this.#counts.again += 1;
        await this.#ask(window, failed!.agentId, { kind: 'again', act: failed!.act });
        continue;
      }
      const agentId = `agent_${random.next() < 0.3 ? random.below(busyAgents) : random.below(this.options.agents)}`;
      const isQuiet = (this.#underWay.get(agentId) ?? 0) === 0 && !this.#brokenOff.has(agentId);
      if (isQuiet && random.next() < 0.1) this.#setElsewhere(agentId);
      this.#counts.asked += 1;
      const cancelAfter = random.next() < 0.1 ? random.below(120) : undefined;
      if (cancelAfter !== undefined) this.#counts.cancelled += 1;
      const job = { kind: 'set', act: this.#counts.asked, agentId, seed: random.below(2 ** 31) } as const;
      await this.#ask(window, agentId, { ...job, ...(cancelAfter !== undefined && { cancelAfter }) });
    }
  }

  async #ask(window: ChildProcess, agentId: string, job: Extract<Job, { act: number }>): Promise<void> {
    const { act } = job;
    this.#agentOf.set(act, agentId);
    this.#underWay.set(agentId, (this.#underWay.get(agentId) ?? 0) + 1);
    let clock: NodeJS.Timeout | undefined;
    const ended = await new Promise<Extract<FromWindow, { kind: 'ended' }>>((resolve, reject) => {
      clock = setTimeout(() => reject(new Error(`Act ${act} does not end.`)), longestUpload);
      this.#ends.set(act, resolve);
      tell(window, job);
    });
    clearTimeout(clock);
    this.#ends.delete(act);
    this.#underWay.set(agentId, (this.#underWay.get(agentId) ?? 0) - 1);
    const { outcome, tries } = ended;
    this.around.ledger.end(act, outcome);
    if (tries > 1) this.#counts.retried += 1;
    if (outcome.failure === 'cancelled') this.#brokenOff.add(agentId);
    if (!outcome.ok && this.#random.next() < 0.6) this.#failed.push({ act, agentId, window });
  }

  #setElsewhere(agentId: string): void {
    const image = imageOf(++this.#image);
    this.around.ledger.setElsewhere(createHash('sha256').update(image.bytes).digest('hex'));
    this.around.sandbox.setElsewhere(agentId, image);
    this.#counts.setElsewhere += 1;
  }

  #jump(window: ChildProcess): void {
    const hours = this.#random.below(49) - 24;
    tell(window, { kind: 'setClock', offset: hours * 3_600_000 });
    this.#counts.clockJumps += 1;
  }

  /** What was there before one of ours, and cannot be restored by a window that saw none of it. */
  async #lost(): Promise<string[]> {
    const history = new History(join(this.around.folder, 'history'), (why) => this.#problems.push(`set aside: ${why}`));
    await history.journal.recover();
    const { origin } = new URL(this.around.sandbox.url);
    const lost: string[] = [];
    for (const { agentId, sha256 } of this.around.ledger.replaced()) {
      const kept = (await history.ofAgent({ origin, agentId: agentCalled(agentId) })).find(({ image }) => image.sha256 === sha256);
      if (!kept || !(await history.images.read(kept.image))) lost.push(`${agentId}: ${sha256.slice(0, 8)} is kept nowhere`);
    }
    return lost;
  }
}

function tell(window: ChildProcess, job: Job): void {
  window.send(job);
}

/** Megabytes between the middle of the first and of the last quarter of the measurements. */
function growth(heap: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(heap.length / 4));
  const middle = (part: readonly number[]) => [...part].sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  return Number(((middle(heap.slice(-quarter)) - middle(heap.slice(0, quarter))) / 1e6).toFixed(2));
}

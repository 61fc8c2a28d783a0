/**
 * `npm run soak`: many uploads by the shipped bundle to a server that often fails, and the question whether each report
 * was true and nothing was left behind. `--seed N` repeats a run; `--uploads N` makes it shorter.
 */
import { randomFillSync } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as network from '../../src/api/network.ts';
import type { SentFile } from '../../src/avatar/image.ts';
import { key, serverAt, settingsWith, agentCalled } from '../support/api/calls.ts';
import { openResources } from '../support/api/openSockets.ts';
import { Random, seedFrom } from '../support/random.ts';
import { root } from '../support/root.ts';
import { startSandbox } from '../support/sandbox/sandbox.ts';
import { faultsFor } from './faults.ts';
import { Ledger } from './ledger.ts';

const agents = 200;
const atOnce = 8;
const failingShare = 0.3;
const longestRun = 5 * 60_000;
/** Time for the last sockets to close after the client was disposed of. */
const settling = 2_000;

interface Summary {
  readonly asked: number;
  readonly accepted: number;
  readonly retried: number;
  readonly failed: number;
  readonly unknown: number;
  readonly wrong: number;
  readonly leaked: number;
  readonly heapGrowthMB: number;
  readonly seed: number;
}

async function main(parameters: readonly string[]): Promise<number> {
  const seed = seedFrom(parameters);
  const uploads = countFrom(parameters) ?? 2_000;
  console.log(`Soak: ${uploads} uploads over ${agents} agents, ${atOnce} at a time; seed ${seed}`);
  const random = new Random(seed);
  const sandbox = await startSandbox({ apiKeys: [key], keepRequests: 0 });
  sandbox.failBy(faultsFor(new Random(seed + 1), failingShare));
  const { createApiClient } = (await import(join(root, 'dist/network.js'))) as typeof network;
  const before = openResources();
  const settings = settingsWith({}, { limits: { concurrent: Infinity, perMinute: Infinity, perHour: Infinity } });
  const log = { info: () => undefined, warn: () => undefined };
  const client = createApiClient('threetone-avatars/soak', log, { settings: () => settings });
  const ledger = new Ledger((agentId) => sandbox.avatarOf(agentId)?.sha256);
  const heap: number[] = [];
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), longestRun);
  const started = performance.now();

  let asked = 0;
  const worker = async () => {
    while (asked < uploads && !stop.signal.aborted) {
      asked += 1;
      if (asked % 50 === 0) heap.push(heapInUse());
      const agentId = agentCalled(`agent_${random.below(agents)}`);
      const image = pictureOf(random);
      let tries = 1;
      // A signal of its own for each, as in the product.
      const { signal } = new AbortController();
      const onWaiting = ({ reason }: { reason: string }) => (tries += reason === 'retry' ? 1 : 0);
      const result = await client.setAvatar(serverAt(sandbox.url), { agentId, image }, { signal, onWaiting });
      ledger.enter(agentId, image.bytes, result);
      if (tries > 1) ledger.retried += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  clearTimeout(clock);
  const seconds = (performance.now() - started) / 1000;

  await client.dispose();
  const leaked = await leftOpen(before, () => sandbox.connections);
  ledger.close();
  const requests = sandbox.requestCount;
  await sandbox.close();

  const { accepted, retried, failed, unknown, wrong } = ledger;
  const summary: Summary = {
    asked,
    accepted,
    retried,
    failed,
    unknown,
    wrong: wrong.length,
    leaked,
    heapGrowthMB: growth(heap),
    seed,
  };
  console.log(`${requests} requests in ${seconds.toFixed(1)} s${stop.signal.aborted ? '; stopped, since time was up' : ''}`);
  for (const each of wrong) console.log(`wrong: ${each}`);
  console.table({ ...summary });
  console.log(JSON.stringify(summary));
  return wrong.length > 0 || leaked > 0 || stop.signal.aborted ? 1 : 0;
}

/** A picture of random bytes: nobody looks into it, and no two are alike. */
function pictureOf(random: Random): SentFile {
  // Most fit into one write to the socket; some need many.
  const length = random.next() < 0.9 ? 1_000 + random.below(60_000) : 100_000 + random.below(400_000);
  const bytes = randomFillSync(Buffer.allocUnsafe(length));
  return { bytes, fileName: 'soak.png', mediaType: 'image/png' };
}

/** Sockets and timers that were not open before and do not close within the time to settle. */
async function leftOpen(before: ReturnType<typeof openResources>, connections: () => number): Promise<number> {
  const count = () => {
    const { sockets, timers } = openResources();
    return connections() + Math.max(0, sockets - before.sockets) + Math.max(0, timers - before.timers);
  };
  const end = performance.now() + settling;
  while (count() > 0 && performance.now() < end) {
    // No timer of our own may be running when timers are counted.
    await sleep(50);
  }
  return count();
}

/** Bytes that JavaScript's values take, after what nobody needs was thrown away. */
function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Megabytes between the middle of the first and of the last quarter of the measurements. */
function growth(heap: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(heap.length / 4));
  const middle = (part: readonly number[]) => [...part].sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  return Number(((middle(heap.slice(-quarter)) - middle(heap.slice(0, quarter))) / 1e6).toFixed(2));
}

function countFrom(parameters: readonly string[]): number | undefined {
  const index = parameters.indexOf('--uploads');
  const given = index < 0 ? NaN : Number(parameters[index + 1]);
  return Number.isSafeInteger(given) && given > 0 ? given : undefined;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

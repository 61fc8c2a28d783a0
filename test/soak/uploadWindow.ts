/**
 * One window of the soak of uploads: sets avatars as the product does, on a history that it shares. It is told what to do by
 * the process that started it. Parameters: the module of the network code, the history's folder, the server's address.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PNG } from 'pngjs';
import type * as network from '../../src/core/api/network.ts';
import type { AvatarImage } from '../../src/core/model/image.ts';
import type { Act } from '../../src/core/history/act.ts';
import { History } from '../../src/core/history/history.ts';
import { sentImage, uploadJournaled } from '../../src/core/services/journaledUpload.ts';
import { agentCalled, serverAt, settingsWith } from '../support/api/calls.ts';
import { openResources } from '../support/api/openSockets.ts';
import { Random } from '../support/random.ts';
import { asImage } from '../support/upload/testWindow.ts';
import type { FromWindow, Job } from './agreement.ts';

/** Time for the last sockets to close after the client was disposed of. */
const settling = 2_000;

/** Acts between two rounds of tidying, and two looks at the heap. */
const round = 50;

async function main([module = '', folder = '', url = '']: readonly string[]): Promise<void> {
  const { createApiClient } = (await import(module)) as typeof network;
  const before = openResources();
  const problems: string[] = [];
  const history = new History(folder, (why) => problems.push(`set aside: ${why}`));
  const settings = settingsWith({}, { limits: { concurrent: Infinity, perMinute: Infinity, perHour: Infinity } });
  const log = { info: () => undefined, warn: () => undefined };
  const client = createApiClient('threetone-avatars/soak', log, { settings: () => settings });
  const server = serverAt(url);
  const failed = new Map<number, { readonly act: Act; readonly image: AvatarImage }>();
  const now = Date.now.bind(Date);
  let ended = 0;

  async function set({ act: number, agentId, seed, cancelAfter }: Extract<Job, { kind: 'set' }>): Promise<void> {
    const image = imageOf(new Random(seed));
    const from = process.hrtime.bigint();
    const act = await history.journal.begin({ origin: server.baseUrl.origin, agentId: agentCalled(agentId), image: sentImage(image) });
    const to = process.hrtime.bigint();
    say({ kind: 'pressed', act: number, sha256: sentImage(image).sha256, from: String(from), to: String(to) });
    await send(number, act, image, cancelAfter);
  }

  async function send(number: number, act: Act, image: AvatarImage, cancelAfter?: number): Promise<void> {
    const stop = new AbortController();
    const timer = cancelAfter === undefined ? undefined : setTimeout(() => stop.abort(), cancelAfter);
    let tries = 1;
    const result = await uploadJournaled(client, {
      act,
      server,
      image,
      options: { signal: stop.signal, onWaiting: ({ reason }) => (tries += reason === 'retry' ? 1 : 0) },
      goesOnWithout: () => false,
      onUnkept: (error) => problems.push(`not kept: ${String(error)}`),
      onProblem: (error) => problems.push(`journal: ${String(error)}`),
    });
    clearTimeout(timer);
    if (result.ok) failed.delete(number);
    else failed.set(number, { act, image });
    ended += 1;
    if (ended % round === 0) await history.tidy({ perAgent: 1_000, bytes: 1e12 });
    const outcome = result.ok
      ? { ok: true, maySet: false }
      : { ok: false, failure: result.failure.kind, maySet: 'maySet' in result.failure };
    say({ kind: 'ended', act: number, outcome, tries, ...(ended % round === 0 && { heap: heapInUse() }) });
  }

  async function close(): Promise<void> {
    await client.dispose();
    const left = () => {
      const { sockets, timers } = openResources();
      return Math.max(0, sockets - before.sockets) + Math.max(0, timers - before.timers);
    };
    const end = performance.now() + settling;
    while (left() > 0 && performance.now() < end) await sleep(50);
    say({ kind: 'closed', leaked: left(), problems });
    process.disconnect();
  }

  process.on('message', (job: Job) => {
    void run(job).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });

  async function run(job: Job): Promise<void> {
    switch (job.kind) {
      case 'set':
        return set(job);
      case 'again': {
        const known = failed.get(job.act);
        if (!known) throw new Error(`There is no failed act ${job.act}.`);
        const from = process.hrtime.bigint();
        await known.act.start();
        say({ kind: 'pressedAgain', act: job.act, from: String(from), to: String(process.hrtime.bigint()) });
        return send(job.act, known.act, known.image);
      }
      case 'setClock':
        // As when the person, or a time server, sets the machine's clock.
        Date.now = () => now() + job.offset;
        return;
      case 'end':
        return close();
    }
  }

  say({ kind: 'ready' });
}

function say(message: FromWindow): void {
  process.send?.(message);
}

/** An image of random dots: no two are alike. */
function imageOf(random: Random): AvatarImage {
  // Most fit into one write to the socket; some need many.
  const side = random.next() < 0.9 ? 16 + random.below(100) : 160 + random.below(190);
  const png = new PNG({ width: side, height: side });
  const seed = createHash('sha256').update(`${random.seed} ${random.next()}`).digest();
  for (let at = 0; at < png.data.length; at += 4) png.data.writeUInt32LE((random.next() * 2 ** 32) >>> 0, at);
  png.data.set(seed);
  return asImage(PNG.sync.write(png, { deflateLevel: 0 }), 'soak.png', side);
}

/** Bytes that JavaScript's values take, after what nobody needs was thrown away. */
function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

void main(process.argv.slice(2));

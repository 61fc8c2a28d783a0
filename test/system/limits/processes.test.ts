import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { usualWindows } from '../../../src/core/api/requestCounter.ts';
import { until } from '../../support/api/openSockets.ts';
import type { Claiming } from '../../support/limits/claimer.ts';

describe('the requests of several processes', () => {
  let home: string;
  let folder: string;
  const children = new Set<ChildProcess>();
  /** What the processes have printed. */
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    home = await mkdtemp(join(tmpdir(), 'limits-'));
    folder = join(home, 'limits');
  });
  afterEach(async () => {
    for (const child of children) await kill(child);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  function start(claiming: Omit<Claiming, 'folder'>): ChildProcess {
    const script = join(__dirname, '../../support/limits/claimer.ts');
    const child = spawn(process.execPath, ['--import=tsx', script, JSON.stringify({ ...claiming, folder })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')));
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** The times of the claims that stand, by their names, read from the files by rules of their own. */
  async function standing(): Promise<Map<string, number>> {
    const times = new Map<string, number>();
    for (const name of (await readdir(folder)).filter((each) => each !== 'salt')) {
      const text = await readFile(join(folder, name), 'utf8');
      const end = text.indexOf('# closed');
      for (const [, id = '', uptime] of (end < 0 ? text : text.slice(0, end)).matchAll(/^\+ (\S+) (\d+) \d+ \S+ 1$/gm)) {
        if (!text.includes(`- ${id}`)) times.set(id, Number(uptime));
      }
    }
    return times;
  }

  /** Waits until so many claims stand: who came too late for the last place has still to void theirs. */
  async function settled(count: number): Promise<void> {
    while ((await standing()).size !== count) await sleep(10);
  }

  function assertWithin(claims: ReadonlyMap<string, number>, limit: number, window: number): void {
    const times = [...claims.values()].sort((one, other) => one - other);
    for (let index = 0; index + limit < times.length; index++) {
      const span = (times[index + limit] ?? 0) - (times[index] ?? 0);
      assert.ok(span >= window, `${limit + 1} requests within ${span} ms`);
    }
  }

  it('stay within both limits together, though all of them want each place at the same moment', async () => {
    const windows = { ...usualWindows, minute: 50, spread: 200 };
    const claiming = { windows, limits: { perMinute: 1, perHour: 30 } };
    const all = [start(claiming), start(claiming), start(claiming)];
    await until('thirty requests', () => lines.length >= 30, 60_000);
    await settled(30);
    for (const child of all) await kill(child);
    assert.deepEqual(
      lines,
      Array.from({ length: 30 }, () => 'out'),
    );
    assertWithin(await standing(), 1, windows.minute);
  }).timeout(90_000);

  it('fill the limit and go no further, however many ask at once', async () => {
    const windows = { ...usualWindows, minute: 10 * usualWindows.minute };
    const claiming = { windows, limits: { perMinute: 60, perHour: 1000 } };
    const all = [start(claiming), start(claiming), start(claiming)];
    await until('sixty requests', () => lines.length >= 60, 60_000);
    await settled(60);
    for (const child of all) await kill(child);
    assert.equal(lines.length, 60);
    assert.ok(lines.every((line) => line === 'out'));
  }).timeout(90_000);

  it('lose nothing and let nothing more out when they are killed', async () => {
    const windows = { ...usualWindows, minute: 10 * usualWindows.minute };
    const claiming = { windows, limits: { perMinute: 90, perHour: 1000 } };
    for (const enough of [20, 40, 60]) {
      const both = [start(claiming), start(claiming)];
      await until(`${enough} requests`, () => lines.length >= enough, 60_000);
      for (const child of both) await kill(child);
    }
    const kept = (await standing()).size;
    // A claim stands although its process was killed before it could say so; the other way round it may not be.
    assert.ok(kept >= lines.length && kept <= 90, `${kept} of ${lines.length}`);
    const most = lines.length + 90 - kept;
    const last = start(claiming);
    await until('the limit', () => lines.length >= most, 60_000);
    await kill(last);
    assert.equal(lines.length, most);
    assert.equal((await standing()).size, 90);
    assert.ok(lines.every((line) => line === 'out'));
  }).timeout(120_000);
});

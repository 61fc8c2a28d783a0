import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Waiting } from '../../../src/api/apiClient.ts';
import { systemClock } from '../../../src/api/clock.ts';
import { OriginGate } from '../../../src/api/originGate.ts';
import { Turns } from '../../../src/api/turns.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { key, never, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';
import { openResources } from '../../support/api/openSockets.ts';

const untold = () => undefined;

describe('the limits of an origin', () => {
  it('let in so many at once, and the rest in the order they came', async () => {
    const gate = new OriginGate({ concurrent: 2, perMinute: Infinity });
    const entered: number[] = [];
    const told: Waiting[] = [];
    const leaves = [1, 2, 3, 4].map(async (number) => {
      const leave = await gate.enter(never, (waiting) => told.push(waiting));
      entered.push(number);
      return leave;
    });
    await sleep(1);
    assert.deepEqual(entered, [1, 2]);
    assert.deepEqual(told, [{ reason: 'freePlace' }, { reason: 'freePlace' }]);
    (await leaves[1])?.();
    await sleep(1);
    assert.deepEqual(entered, [1, 2, 3]);
    (await leaves[0])?.();
    (await leaves[0])?.();
    await sleep(1);
    assert.deepEqual(entered, [1, 2, 3, 4]);
  });

  it('let in so many a minute, say how long the next one waits, and leave no timer behind', async () => {
    let now = 1_000_000;
    const gate = new OriginGate({ concurrent: Infinity, perMinute: 3 }, () => now);
    // Not at once: the test's own timer begins at its first pause.
    await sleep(1);
    const { timers } = openResources();
    for (const pause of [0, 100, 100]) {
      now += pause;
      (await gate.enter(never, untold))();
    }
    const stop = new AbortController();
    const told: Waiting[] = [];
    const fourth = gate.enter(stop.signal, (waiting) => told.push(waiting));
    assert.deepEqual(told[0], { reason: 'minuteLimit', milliseconds: 59_800 });
    stop.abort(new Error('stopped'));
    await assert.rejects(fourth, /stopped/);
    assert.equal(openResources().timers, timers);
    now += 59_800;
    (await gate.enter(never, () => assert.fail('It waits.')))();
  });

  it('let those in who wait, when the time has come', async () => {
    let now = 0;
    const gate = new OriginGate({ concurrent: Infinity, perMinute: 1 }, () => now);
    (await gate.enter(never, untold))();
    now = 59_990;
    const second = gate.enter(never, untold);
    now = 60_000;
    (await second)();
  });

  it('can be lifted while some wait', async () => {
    const gate = new OriginGate({ concurrent: 1, perMinute: Infinity });
    await gate.enter(never, untold);
    const second = gate.enter(never, untold);
    gate.limits = { concurrent: Infinity, perMinute: Infinity };
    await second;
  });
});

describe('turns', () => {
  it('come one after another for the same thing, also past one that went away', async () => {
    const turns = new Turns();
    const stop = new AbortController();
    const done: string[] = [];
    const run = async (name: string, signal = never) => {
      const end = await turns.take('a', signal, untold);
      await sleep(2);
      done.push(name);
      end();
    };
    const runs = [run('first'), run('gone', stop.signal), run('third')];
    const other = turns.take('b', never, () => assert.fail('It waits.'));
    stop.abort(new Error('gone'));
    await assert.rejects(runs[1] ?? Promise.resolve(), /gone/);
    await Promise.all([runs[0], runs[2], other]);
    assert.deepEqual(done, ['first', 'third']);
  });
});

describe('many uploads at once', () => {
  let sandbox: Sandbox;
  let made: ReturnType<typeof testClient>;

  before(async () => (sandbox = await startSandbox({ apiKeys: [key] })));
  after(() => sandbox.close());
  beforeEach(() => {
    sandbox.reset();
    made = testClient({ clock: systemClock });
  });
  afterEach(() => made.client.dispose());

  it('share four connections', async () => {
    sandbox.failBy(() => ({ kind: 'delay', ms: 10 }));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, sandbox.connections)), 1);
    const names = Array.from({ length: 20 }, (_, index) => `agent_${index}`);
    const uploads = names.map((name, index) =>
      made.client.setAvatar(serverAt(sandbox.url), uploadOf(index, 500, name), { signal: never }),
    );
    const results = await Promise.all(uploads);
    clearInterval(watch);
    assert.ok(results.every(({ ok }) => ok));
    assert.equal(most, 4);
  });

  it('to the same agent are sent in the order they were asked, so that the last one wins', async () => {
    const settings = settingsWith({}, { limits: { concurrent: Infinity, perMinute: Infinity } });
    made = testClient({ settings: () => settings });
    // What was asked first takes longest.
    sandbox.failBy((index) => ({ kind: 'delay', ms: 40 - 10 * index }));
    const marks = [1, 2, 3, 4];
    await Promise.all(
      marks.map((mark) => made.client.setAvatar(serverAt(sandbox.url), uploadOf(mark), { signal: never })),
    );
    assert.deepEqual(sandbox.requests.map(({ parts }) => parts[0]?.bytes[0]), marks);
    assert.deepEqual(sandbox.avatarOf('agent_1')?.bytes, uploadOf(4).image.bytes);
  });
});

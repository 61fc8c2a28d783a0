import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Waiting } from '../../../src/core/api/apiClient.ts';
import { systemClock } from '../../../src/core/base/clock.ts';
import { SequencerByKey } from '../../../src/core/base/sequencerByKey.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { key, never, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';
import { until } from '../../support/api/openSockets.ts';
import { StandingClock } from '../../support/api/standingClock.ts';

const untold = () => undefined;

describe('turns', () => {
  it('come one after another for the same thing, also past one that went away', async () => {
    const turns = new SequencerByKey();
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
    const uploads = names.map((name, index) => made.client.setAvatar(serverAt(sandbox.url), uploadOf(index, 500, name), { signal: never }));
    const results = await Promise.all(uploads);
    clearInterval(watch);
    assert.ok(results.every(({ ok }) => ok));
    assert.equal(most, 4);
  });

  it('leave the server alone together when it has told one of them how long', async () => {
    const clock = new StandingClock();
    made = testClient({ clock });
    sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '5' } });
    const told: Record<string, Waiting> = {};
    const upload = (name: string) =>
      made.client.setAvatar(serverAt(sandbox.url), uploadOf(1, 500, name), {
        signal: never,
        onWaiting: (waiting) => (told[name] = waiting),
      });
    const first = upload('first');
    await until('the first one waits', () => clock.waiting === 1);
    const second = upload('second');
    await until('the second one is told', () => told['second'] !== undefined);
    assert.deepEqual(told, {
      first: { reason: 'retry', milliseconds: 5_250, attempt: 2 },
      second: { reason: 'serverLimit', milliseconds: 5_250 },
    });
    assert.equal(sandbox.requestCount, 1);
    clock.move(5_250);
    assert.deepEqual([(await first).ok, (await second).ok], [true, true]);
  });

  it('to the same agent are sent in the order they were asked, so that the last one wins', async () => {
    const settings = settingsWith({}, { limits: { concurrent: Infinity, perMinute: Infinity, perHour: Infinity } });
    made = testClient({ settings: () => settings });
    // What was asked first takes longest.
    sandbox.failBy((index) => ({ kind: 'delay', ms: 40 - 10 * index }));
    const marks = [1, 2, 3, 4];
    await Promise.all(marks.map((mark) => made.client.setAvatar(serverAt(sandbox.url), uploadOf(mark), { signal: never })));
    assert.deepEqual(
      sandbox.requests.map(({ parts }) => parts[0]?.bytes[0]),
      marks,
    );
    assert.deepEqual(sandbox.avatarOf('agent_1')?.bytes, uploadOf(4).image.bytes);
  });
});

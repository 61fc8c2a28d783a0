import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Waiting } from '../../../src/core/api/apiClient.ts';
import { systemClock } from '../../../src/core/base/clock.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { type Entry, RateLimiter } from '../../../src/core/api/rateLimiter.ts';
import { ProcessCounter } from '../../../src/core/api/requestCounter.ts';
import { never } from '../../support/api/calls.ts';
import { openResources, until } from '../../support/api/openSockets.ts';
import { StandingClock } from '../../support/api/standingClock.ts';

type Limits = NetworkSettings['limits'];
const unlimited = { concurrent: Infinity, perMinute: Infinity, perHour: Infinity };

/** An upload that nobody cancels, but for what is said otherwise. */
const entry = (given: Partial<Entry> = {}): Entry => ({
  signal: never,
  rank: 'upload',
  requests: 1,
  invited: false,
  onWaiting: () => undefined,
  ...given,
});

describe('the rate limiter', () => {
  function limiterWith(limits: Partial<Limits>, clock = new StandingClock()) {
    return { clock, limiter: new RateLimiter({ ...unlimited, ...limits }, new ProcessCounter(clock), clock) };
  }

  /** Asks to enter and says by name who came in. */
  function entrance(limiter: RateLimiter) {
    const entered: string[] = [];
    const ask = async (name: string, given: Partial<Entry> = {}) => {
      const turn = await limiter.enter(entry(given));
      entered.push(name);
      return () => turn.end();
    };
    return { entered, ask };
  }

  it('lets in so many at once, and the rest in the order they came', async () => {
    const { limiter } = limiterWith({ concurrent: 2 });
    const { entered, ask } = entrance(limiter);
    const told: Waiting[] = [];
    const leaves = ['1', '2', '3', '4'].map((name) => ask(name, { onWaiting: (waiting) => told.push(waiting) }));
    await until('two are in and two are told', () => entered.length === 2 && told.length === 2);
    assert.deepEqual(told, [{ reason: 'freePlace' }, { reason: 'freePlace' }]);
    (await leaves[1])?.();
    await until('the third is in', () => entered.length === 3);
    (await leaves[0])?.();
    (await leaves[0])?.();
    await until('the fourth is in', () => entered.length === 4);
    assert.deepEqual(entered, ['1', '2', '3', '4']);
    // Whoever waited for a place was not told the same thing again.
    assert.equal(told.length, 2);
  });

  for (const [reason, limit, window] of [
    ['minuteLimit', { perMinute: 3 }, 60_000],
    ['hourLimit', { perHour: 3 }, 3_600_000],
  ] as const) {
    it(`lets in so many until the ${reason} is reached, and says how long the next one waits`, async () => {
      const { clock, limiter } = limiterWith(limit);
      for (const pause of [0, 100, 100]) {
        clock.move(pause);
        (await limiter.enter(entry())).end();
      }
      const stop = new AbortController();
      const told: Waiting[] = [];
      const fourth = limiter.enter(entry({ signal: stop.signal, onWaiting: (waiting) => told.push(waiting) }));
      await until('it is told', () => told.length > 0);
      // A second more than the window, since requests do not arrive as they leave.
      assert.deepEqual(told[0], { reason, milliseconds: window + 800 });
      stop.abort(new Error('stopped'));
      await assert.rejects(fourth, /stopped/);
      await until('nobody waits', () => clock.waiting === 0);
      clock.move(window + 800);
      (await limiter.enter(entry({ onWaiting: () => assert.fail('It waits.') }))).end();
    });
  }

  it('leaves no timer behind when whoever waited went away', async () => {
    const limiter = new RateLimiter({ ...unlimited, perMinute: 1 }, new ProcessCounter(systemClock), systemClock);
    (await limiter.enter(entry())).end();
    // The test's own timer begins at its first pause.
    await sleep(1);
    const { timers } = openResources();
    const stop = new AbortController();
    const second = limiter.enter(entry({ signal: stop.signal }));
    await until('a timer runs', () => openResources().timers === timers + 1);
    stop.abort(new Error('stopped'));
    await assert.rejects(second, /stopped/);
    await until('no timer runs', () => openResources().timers === timers);
  });

  it('of two limits names the one that takes longer', async () => {
    const { limiter } = limiterWith({ perMinute: 1, perHour: 1 });
    (await limiter.enter(entry())).end();
    const told: Waiting[] = [];
    const stop = new AbortController();
    const second = limiter.enter(entry({ signal: stop.signal, onWaiting: (waiting) => told.push(waiting) }));
    await until('it is told', () => told.length > 0);
    assert.deepEqual(told, [{ reason: 'hourLimit', milliseconds: 3_601_000 }]);
    stop.abort(new Error('stopped'));
    await assert.rejects(second, /stopped/);
  });

  it('lets those in who wait, when the time has come, and tells them meanwhile how long it still takes', async () => {
    const { clock, limiter } = limiterWith({ perMinute: 1 });
    (await limiter.enter(entry())).end();
    const told: number[] = [];
    const onWaiting = (waiting: Waiting) => told.push('milliseconds' in waiting ? waiting.milliseconds : 0);
    const second = limiter.enter(entry({ onWaiting }));
    for (let left = 61_000; left > 0; left -= 5_000) {
      await until('it is told', () => told.at(-1) === left && clock.waiting === 1);
      clock.move(5_000);
    }
    (await second).end();
  });

  it('lets in within five seconds whoever waited while the machine slept', async () => {
    const { clock, limiter } = limiterWith({ perHour: 1 });
    (await limiter.enter(entry())).end();
    let slept = 0;
    clock.uptime = () => clock.monotonic() + slept;
    const second = limiter.enter(entry());
    await until('it waits', () => clock.waiting === 1);
    slept = 8 * 3_600_000;
    clock.move(5_000);
    (await second).end();
  });

  it('lets nobody wait longer when the wall clock is set back or forward', async () => {
    const { clock, limiter } = limiterWith({ perMinute: 1 });
    for (const set of [-3_600_000, 7_200_000, -86_400_000]) {
      (await limiter.enter(entry())).end();
      clock.set(set);
      const told: Waiting[] = [];
      const next = limiter.enter(entry({ onWaiting: (waiting) => told.push(waiting) }));
      await until('it is told', () => told.length > 0);
      assert.deepEqual(told[0], { reason: 'minuteLimit', milliseconds: 61_000 });
      clock.move(61_000);
      (await next).end();
      clock.move(61_000);
    }
  });

  it('can be lifted while some wait', async () => {
    const { limiter } = limiterWith({ concurrent: 1 });
    await limiter.enter(entry());
    const second = limiter.enter(entry());
    limiter.limits = unlimited;
    await second;
  });

  it('lets uploads in before look-ups that came earlier', async () => {
    const { limiter } = limiterWith({ concurrent: 1 });
    const { entered, ask } = entrance(limiter);
    const leave = await ask('running');
    const rest = [ask('look-up 1', { rank: 'lookUp' }), ask('upload 1'), ask('look-up 2', { rank: 'lookUp' }), ask('upload 2')];
    leave();
    for (const each of rest) void each.then((end) => end());
    await Promise.all(rest);
    assert.deepEqual(entered, ['running', 'upload 1', 'upload 2', 'look-up 1', 'look-up 2']);
  });

  it('takes one who goes away out of the row, and no other', async () => {
    const { limiter } = limiterWith({ concurrent: 1 });
    const { entered, ask } = entrance(limiter);
    const leave = await ask('running');
    const stop = new AbortController();
    const [second, third, fourth] = [ask('second'), ask('third', { signal: stop.signal }), ask('fourth')];
    stop.abort(new Error('stopped'));
    await assert.rejects(third, /stopped/);
    leave();
    (await second)();
    (await fourth)();
    assert.deepEqual(entered, ['running', 'second', 'fourth']);
  });

  it('has room for one more when one leaves, also where that is said twice', async () => {
    const { limiter } = limiterWith({ concurrent: 1 });
    const { entered, ask } = entrance(limiter);
    const leave = await ask('first');
    leave();
    leave();
    await ask('second');
    const third = ask('third');
    await sleep(5);
    assert.deepEqual(entered, ['first', 'second']);
    limiter.limits = unlimited;
    await third;
  });

  it('lets in a call that is made in the turn of another, though there is no place, and before all who wait', async () => {
    const { clock, limiter } = limiterWith({ concurrent: 1 });
    const { entered, ask } = entrance(limiter);
    await ask('running');
    await ask('in its turn', { rank: 'inTurn' });
    limiter.limits = unlimited;
    limiter.closeFor(1_000);
    const rest = (['lookUp', 'upload', 'inTurn'] as const).map((rank) => ask(rank, { rank }));
    await until('they wait', () => clock.waiting === 1);
    clock.move(1_000);
    await Promise.all(rest);
    assert.deepEqual(entered, ['running', 'in its turn', 'inTurn', 'upload', 'lookUp']);
  });

  it('tells when one that runs has left, if one runs', async () => {
    const { limiter } = limiterWith({});
    assert.equal(limiter.anotherLeaves(0), undefined);
    const own = await limiter.enter(entry());
    assert.equal(limiter.anotherLeaves(1), undefined);
    const other = await limiter.enter(entry());
    let told = 0;
    const leaving = [1, 1].map(async (running) => {
      await limiter.anotherLeaves(running);
      told += 1;
    });
    await sleep(5);
    assert.equal(told, 0);
    other.end();
    await Promise.all(leaving);
    assert.equal(told, 2);
    own.end();
    assert.equal(limiter.anotherLeaves(0), undefined);
  });

  it('keeps a tenth of the limits for uploads, also those of other windows', async () => {
    const { clock, limiter } = limiterWith({ perMinute: 20 });
    const { entered, ask } = entrance(limiter);
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const lookUps = Array.from({ length: 19 }, (_, index) => ask(`look-up ${index}`, { rank: 'lookUp', signal: stop.signal }));
    const last = assert.rejects(lookUps[18] ?? Promise.resolve(), /stopped/);
    await until('the last one waits', () => clock.waiting === 1);
    assert.equal(entered.length, 18);
    await ask('upload 1');
    await ask('upload 2');
    stop.abort(new Error('stopped'));
    await last;
    assert.equal(entered.length, 20);
  });

  it('lets in before all others, and past its own counting, whom the server has invited', async () => {
    const { limiter } = limiterWith({ perMinute: 1 });
    const { entered, ask } = entrance(limiter);
    await ask('first');
    const stop = new AbortController();
    const waits: Waiting[] = [];
    const second = ask('second', { signal: stop.signal, onWaiting: (waiting) => waits.push(waiting) });
    await until('it waits', () => waits.length > 0);
    await ask('invited', { invited: true });
    assert.deepEqual(entered, ['first', 'invited']);
    stop.abort(new Error('stopped'));
    await assert.rejects(second, /stopped/);
  });

  it('lets only the invited in while the server wants to be left alone, and says so', async () => {
    const { clock, limiter } = limiterWith({});
    const { entered, ask } = entrance(limiter);
    limiter.closeFor(4_000);
    // A shorter word that comes later takes nothing from it.
    limiter.closeFor(1_000);
    const told: Waiting[] = [];
    const other = ask('other', { onWaiting: (waiting) => told.push(waiting) });
    await ask('invited', { invited: true });
    await until('it is told', () => told.length > 0);
    assert.deepEqual([entered, told[0]], [['invited'], { reason: 'serverLimit', milliseconds: 4_000 }]);
    clock.move(4_000);
    await other;
  });

  it('passes on what its counter throws, and goes on', async () => {
    let fails = true;
    const count = () => (fails ? Promise.reject(new Error('broken')) : Promise.resolve(undefined));
    const limiter = new RateLimiter({ ...unlimited, perMinute: 5, concurrent: 1 }, { count }, new StandingClock());
    await assert.rejects(limiter.enter(entry()), /broken/);
    fails = false;
    (await limiter.enter(entry())).end();
    (await limiter.enter(entry())).end();
  });
});

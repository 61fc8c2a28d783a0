import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { abortable, startStopwatch, systemClock } from '../../../src/core/base/clock.ts';

describe('a stopwatch', () => {
  let awake: number;
  let up: number;
  const start = () => startStopwatch({ monotonic: () => awake, uptime: () => up });

  beforeEach(() => {
    awake = 1_000;
    up = 500_000;
  });

  it('measures exactly while the machine is awake, however coarse its uptime is', () => {
    const time = start();
    awake += 20;
    up += 1_000;
    assert.equal(time(), 20);
    awake += 990;
    assert.equal(time(), 1_010);
  });

  it('counts a sleep, during which the monotonic clock stands still', () => {
    const time = start();
    awake += 300;
    up += 3_600_000;
    assert.equal(time(), 3_600_000);
  });

  it('counts nothing twice where the monotonic clock goes on during a sleep', () => {
    const time = start();
    awake += 3_600_000;
    up += 3_600_500;
    assert.equal(time(), 3_600_000);
  });
});

describe('abortable', () => {
  it('gives what the promise gives, and lets go of the signal', async () => {
    const { signal } = new AbortController();
    const waiting = abortable(Promise.resolve(7), signal);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    assert.equal(await waiting, 7);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });
});

describe('the system’s clock', () => {
  it('tells the time of day', () => {
    const before = Date.now();
    const told = systemClock.wallTime();
    assert.ok(before <= told && told <= Date.now());
  });

  it('measures time in milliseconds', async () => {
    const before = systemClock.monotonic();
    await systemClock.wait(20, new AbortController().signal);
    const passed = systemClock.monotonic() - before;
    assert.ok(passed > 15 && passed < 5_000, String(passed));
  });

  it('gives numbers by chance, from 0 to below 1', () => {
    const numbers = Array.from({ length: 20 }, () => systemClock.random());
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    assert.ok(new Set(numbers).size > 1);
  });

  it('has an uptime that all processes of the machine share', () => {
    const before = systemClock.uptime();
    const other = Number(execFileSync(process.execPath, ['-p', 'os.uptime() * 1000'], { encoding: 'utf8' }));
    assert.ok(before <= other && other <= systemClock.uptime(), `${before}, ${other}, ${systemClock.uptime()}`);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { startStopwatch, systemClock } from '../../../src/core/base/clock.ts';

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

describe('the system’s clock', () => {
  it('has an uptime that all processes of the machine share', () => {
    const before = systemClock.uptime();
    const other = Number(execFileSync(process.execPath, ['-p', 'os.uptime() * 1000'], { encoding: 'utf8' }));
    assert.ok(before <= other && other <= systemClock.uptime(), `${before}, ${other}, ${systemClock.uptime()}`);
  });
});

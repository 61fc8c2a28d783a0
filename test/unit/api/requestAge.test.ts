import assert from 'node:assert/strict';
import { ageOf, type Moment } from '../../../src/core/api/requestCounter.ts';

describe('the age of a request', () => {
  const hour = 3_600_000;
  const start = Date.parse('2026-11-25T08:00:00Z');
  /** The machine was started at `start`, and its clock is off by `set`. */
  const at = (uptime: number, set = 0, started = start): Moment => ({
    uptime,
    wallTime: started + uptime + set,
    boot: `boot at ${started}`,
  });
  const unnamed = (moment: Moment): Moment => ({ ...moment, boot: undefined });

  const cases: [string, Moment, Moment, number][] = [
    ['is the time that passed', at(5 * hour), at(5 * hour + 1_000), 1_000],
    ['is the same after the clock was set back', at(5 * hour), at(5 * hour + 1_000, -hour), 1_000],
    ['is the same after the clock was set forward', at(5 * hour), at(5 * hour + 1_000, hour), 1_000],
    ['is the same after the clock was set forward by more than the machine is up', at(60_000), at(61_000, hour), 1_000],
    [
      'is the same after the clock was set by days, where starts have no names',
      unnamed(at(60_000)),
      unnamed(at(61_000, 200 * hour)),
      1_000,
    ],
    ['is the same where only one of the processes knows the name', at(60_000), unnamed(at(61_000, hour)), 1_000],
    ['is the wall clock’s after a restart without a name', unnamed(at(5 * hour)), unnamed(at(60_000, 0, start + 6 * hour)), hour + 60_000],
    ['is none where another process was a moment ahead', at(5 * hour + 10), at(5 * hour), 0],
    ['is the wall clock’s after a restart', at(5 * hour), at(60_000, 0, start + 6 * hour), hour + 60_000],
    [
      'is the wall clock’s after a restart, also when the machine has been up for longer since',
      at(hour),
      at(2 * hour, 0, start + 24 * hour),
      25 * hour,
    ],
    ['is at least the time since a restart', at(5 * hour), at(60_000, -9 * hour, start + 6 * hour), 60_000],
  ];
  for (const [what, earlier, now, age] of cases) it(what, () => assert.equal(ageOf(earlier, now), age));
});

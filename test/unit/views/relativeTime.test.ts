import assert from 'node:assert/strict';
import { exactTime, relativeTime, relativeTimeHolds } from '../../../src/extension/tree/relativeTime.ts';

describe('relativeTime', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
  const cases: [number, string][] = [
    [0, 'now'],
    [59 * second, 'now'],
    [-5 * minute, 'now'],
    [minute, '1 min. ago'],
    [59 * minute + 59 * second, '59 min. ago'],
    [hour, '1 hr. ago'],
    [23 * hour, '23 hr. ago'],
    [day, 'yesterday'],
    [6 * day, '6 days ago'],
    [8 * day, 'Nov 14, 2026'],
  ];
  for (const [age, text] of cases) it(`says “${text}”`, () => assert.equal(relativeTime(now - age, now, 'en'), text));

  it('speaks the person’s language', () => assert.equal(relativeTime(now - 2 * minute, now, 'es'), 'hace 2 min'));
  it('gives the exact time to the second', () => assert.match(exactTime(now, 'en'), /2026.*:\d\d:00/));
});

describe('relativeTimeHolds', () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);
  const ages = [-90_000, 0, 30_000, 59_999, 60_000, 119_000, 3_599_999, 3_600_000, 7_300_000, 86_399_999, 86_400_000, 6.5 * 86_400_000];
  for (const age of ages) {
    it(`is as long as the text stays the same (${age} ms ago)`, () => {
      const at = now - age;
      const holds = relativeTimeHolds(at, now);
      assert.ok(holds > 0);
      assert.equal(relativeTime(at, now + holds - 1, 'en'), relativeTime(at, now, 'en'));
      assert.notEqual(relativeTime(at, now + holds, 'en'), relativeTime(at, now, 'en'));
    });
  }
  it('is for good once a date is said', () => assert.equal(relativeTimeHolds(now - 8 * 86_400_000, now), Infinity));
});

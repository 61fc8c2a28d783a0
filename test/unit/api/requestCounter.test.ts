import assert from 'node:assert/strict';
import { ageOf, limitReached, longestCounted, type Moment, ProcessCounter, usualWindows } from '../../../src/core/api/requestCounter.ts';

const moment = (uptime: number, wallTime = uptime, boot?: string): Moment => ({ uptime, wallTime, boot });
const minute = 61_000;
const hour = 3_601_000;

describe('how long a request counts', () => {
  it('is the longer window, and how much closer together requests may arrive', () => {
    assert.equal(longestCounted(usualWindows), hour);
    assert.equal(longestCounted({ minute: 100, hour: 50, spread: 7 }), 107);
  });

  it('is forgotten after that, and the process holds no more than it needs', async () => {
    let uptime = 0;
    const counter = new ProcessCounter({ uptime: () => uptime, wallTime: () => uptime });
    const request = { limits: { perMinute: 5, perHour: 2 }, requests: 1, invited: false };
    assert.equal(await counter.count(request), undefined);
    assert.equal(await counter.count(request), undefined);
    assert.deepEqual(await counter.count(request), { reason: 'hourLimit', milliseconds: hour });
    uptime = hour - 1;
    assert.deepEqual(await counter.count(request), { reason: 'hourLimit', milliseconds: 1 });
    uptime = hour;
    assert.equal(await counter.count(request), undefined);
  });
});

describe('the age of a request', () => {
  it('is nothing where clocks of two processes differ by two seconds, and tells of a restart beyond', () => {
    assert.equal(ageOf(moment(3_000, 0), moment(1_000, 100_000)), 0);
    assert.equal(ageOf(moment(3_001, 0), moment(1_000, 100_000)), 100_000);
  });
});

describe('a limit', () => {
  const now = moment(10_000_000);
  const sent = (...ages: number[]) => ages.map((age) => moment(now.uptime - age));
  const reached = (ages: number[], perMinute: number, perHour: number, requests = 1) =>
    limitReached(sent(...ages), now, { limits: { perMinute, perHour }, requests }, usualWindows);

  it('is not reached as long as there is room', () => {
    assert.equal(reached([1, 2], 3, 3), undefined);
    assert.equal(reached([1, 2, 3], 3, 4, 0), undefined);
    assert.equal(reached([minute, minute + 1], 1, 10), undefined);
  });

  it('is reached until the oldest has grown too old, in whatever order they are known', () => {
    for (const ages of [
      [10_000, 20_000, 30_000],
      [30_000, 10_000, 20_000],
    ]) {
      assert.deepEqual(reached(ages, 3, 100), { reason: 'minuteLimit', milliseconds: minute - 30_000 });
      assert.deepEqual(reached(ages, 3, 100, 2), { reason: 'minuteLimit', milliseconds: minute - 20_000 });
      assert.deepEqual(reached(ages, 2, 100), { reason: 'minuteLimit', milliseconds: minute - 20_000 });
    }
  });

  it('that takes longer is the one that counts', () => {
    assert.deepEqual(reached([10_000], 1, 1), { reason: 'hourLimit', milliseconds: hour - 10_000 });
    assert.deepEqual(reached([10_000, 20_000], 1, 2), { reason: 'hourLimit', milliseconds: hour - 20_000 });
  });

  it('for which there is never room lets all in when none is counted', () => {
    assert.deepEqual(reached([10_000], 2, 100, 5), { reason: 'minuteLimit', milliseconds: minute - 10_000 });
    assert.equal(reached([minute], 2, 100, 5), undefined);
  });
});

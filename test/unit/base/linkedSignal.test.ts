import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { linkSignals } from '../../../src/core/base/linkedSignal.ts';

describe('a linked signal', () => {
  it('is aborted with any of its sources, for the same reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const { signal } = linkSignals([one.signal, other.signal]);
    assert.ok(!signal.aborted);
    other.abort('the reason');
    assert.equal(signal.reason, 'the reason');
  });

  it('is aborted at once where a source already is', () => {
    assert.equal(linkSignals([AbortSignal.abort('before')]).signal.reason, 'before');
  });

  it('may be aborted by itself, which leaves its sources as they are', () => {
    const source = new AbortController();
    const { signal, abort } = linkSignals([source.signal]);
    abort('mine');
    assert.equal(signal.reason, 'mine');
    assert.ok(!source.signal.aborted);
  });

  it('is aborted when its time is over, with the error made for that', async () => {
    const late = new Error('late');
    const { signal } = linkSignals([], 1, () => late);
    const plain = linkSignals([], 1);
    await pause(20);
    assert.equal(signal.reason, late);
    assert.ok(plain.signal.aborted);
  });

  it('has all the time there is, unless a time is given', async () => {
    const { signal } = linkSignals([]);
    await pause(20);
    assert.ok(!signal.aborted);
  });

  it('lets go of its sources and its time at the end', async () => {
    const source = new AbortController();
    const { signal, end } = linkSignals([source.signal], 1);
    assert.equal(getEventListeners(source.signal, 'abort').length, 1);
    end();
    assert.equal(getEventListeners(source.signal, 'abort').length, 0);
    await pause(20);
    assert.ok(!signal.aborted);
  });
});

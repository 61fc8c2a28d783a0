import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Emitter } from '../../../src/core/base/emitter.ts';
import { parseJson } from '../../../src/core/base/json.ts';
import { Sequencer } from '../../../src/core/base/sequencer.ts';
import { SequencerByKey } from '../../../src/core/base/sequencerByKey.ts';

const never = new AbortController().signal;

describe('Sequencer', () => {
  it('runs one task after the other, whatever becomes of the one before', async () => {
    const sequencer = new Sequencer();
    const done: string[] = [];
    const slow = sequencer.queue(async () => {
      await turn();
      done.push('slow');
      throw new Error('failed');
    });
    const quick = sequencer.queue(() => Promise.resolve(done.push('quick')));
    await assert.rejects(slow, { message: 'failed' });
    assert.equal(await quick, 2);
    assert.deepEqual(done, ['slow', 'quick']);
  });
});

describe('SequencerByKey', () => {
  const mustNotWait = () => assert.fail('it waits');

  it('has calls about the same thing wait for all before them, in their order', async () => {
    const sequencer = new SequencerByKey();
    const done: string[] = [];
    const endFirst = await sequencer.take('a', never, mustNotWait);
    const later = ['second', 'third'].map(async (name) => {
      const end = await sequencer.take('a', never, () => done.push(`${name} waits`));
      done.push(name);
      await turn();
      end();
    });
    await turn();
    assert.deepEqual(done, ['second waits', 'third waits']);
    endFirst();
    await Promise.all(later);
    assert.deepEqual(done.slice(2), ['second', 'third']);
  });

  it('lets calls about other things run, and later ones when all have ended', async () => {
    const sequencer = new SequencerByKey();
    const end = await sequencer.take('a', never, mustNotWait);
    await sequencer.take('b', never, mustNotWait);
    end();
    await turn();
    await sequencer.take('a', never, mustNotWait);
  });

  it('keeps the latest call’s place when an earlier one ends', async () => {
    const sequencer = new SequencerByKey();
    const endFirst = await sequencer.take('a', never, mustNotWait);
    const second = sequencer.take('a', never, () => undefined);
    endFirst();
    await second;
    await turn();
    let waits = false;
    void sequencer.take('a', never, () => (waits = true));
    assert.ok(waits);
  });

  it('gives up the place of a call that is cancelled while it waits, and of no other', async () => {
    const sequencer = new SequencerByKey();
    const cancel = new AbortController();
    const end = await sequencer.take('a', never, mustNotWait);
    const cancelled = sequencer.take('a', cancel.signal, () => undefined);
    const reason = new Error('cancelled');
    cancel.abort(reason);
    await assert.rejects(cancelled, reason);
    const next = sequencer.take('a', never, () => undefined);
    const isWaiting = Symbol('waiting');
    assert.equal(await Promise.race([next, turn(isWaiting)]), isWaiting);
    end();
    await next;
  });
});

describe('Emitter', () => {
  it('tells each listener until it is disposed of, one added twice two times', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number) => heard.push(value);
    const subscription = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    subscription.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, 1, 2]);
  });
});

describe('parseJson', () => {
  it('reads a text or its bytes', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson(Buffer.from('null')), null);
  });
  it('says nothing of what is none', () => assert.equal(parseJson('{'), undefined));
});

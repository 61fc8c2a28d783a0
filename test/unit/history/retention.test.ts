import assert from 'node:assert/strict';
import type { RecordName } from '../../../src/core/history/entryRecord.ts';
import { surplus } from '../../../src/core/history/retention.ts';

/** `agent id image`, each a letter or two. */
const record = (text: string, server = 's'): RecordName => {
  const [agentKey = '', id = '', imageKey = ''] = text.split(' ');
  return { server, agentKey, id, imageKey } as RecordName;
};
/** Each image has as many bytes as its name has letters. */
const sizes = new Map(['i', 'j', 'kk', 'lll', 'mmmm'].map((key) => [key, key.length]));

/** What is given up of records that are written newest first. */
function givenUp(records: readonly string[], perAgent: number, bytes: number, unsettled: readonly string[] = []): string[] {
  const all = { records: records.map((each) => record(each)), unsettled: new Set(unsettled.map((each) => record(each))) };
  return surplus(all, { perAgent, bytes }, sizes).map(({ agentKey, id, imageKey }) => `${agentKey} ${id} ${imageKey}`);
}

describe('what a full history gives up', () => {
  it('is nothing within its limits', () => assert.deepEqual(givenUp(['a 3 i', 'a 2 j', 'b 1 kk'], 2, 4), []));

  it('is an agent’s oldest, beyond so many of each', () => {
    assert.deepEqual(givenUp(['a 5 i', 'a 4 i', 'b 3 i', 'a 2 i', 'a 1 i'], 2, 100), ['a 2 i', 'a 1 i']);
    assert.deepEqual(givenUp(['a 2 i', 'a 1 i'], 0, 100), ['a 1 i']);
  });

  it('is the oldest of all, beyond so many bytes, and no more than that takes', () => {
    const records = ['a 6 i', 'b 5 i', 'b 4 mmmm', 'a 3 lll', 'b 2 kk', 'a 1 j'];
    assert.deepEqual(givenUp(records, 9, 11), []);
    assert.deepEqual(givenUp(records, 9, 10), ['a 1 j']);
    assert.deepEqual(givenUp(records, 9, 9), ['a 1 j', 'b 2 kk']);
    assert.deepEqual(givenUp(records, 9, 8), ['a 1 j', 'b 2 kk']);
    assert.deepEqual(givenUp(records, 9, 7), ['a 1 j', 'b 2 kk', 'a 3 lll']);
  });

  it('is never the newest of an agent', () =>
    assert.deepEqual(givenUp(['a 4 mmmm', 'b 3 lll', 'a 2 kk', 'b 1 j'], 9, 0), ['b 1 j', 'a 2 kk']));

  it('frees the bytes of an image with its last record only', () =>
    assert.deepEqual(givenUp(['a 5 i', 'a 4 kk', 'a 3 j', 'a 2 kk', 'a 1 lll'], 9, 3), ['a 1 lll', 'a 2 kk', 'a 3 j']));

  it('counts an agent of another server for itself', () => {
    const records = [record('a 2 i'), record('a 1 i', 't')];
    assert.deepEqual(surplus({ records, unsettled: new Set() }, { perAgent: 1, bytes: 0 }, sizes), []);
  });

  it('is neither the newest that was accepted nor a later one of which nobody knows, where there are both', () => {
    assert.deepEqual(givenUp(['a 2 i', 'a 1 j'], 1, 0, ['a 4 kk', 'a 3 lll']), ['a 3 lll', 'a 1 j']);
    assert.deepEqual(givenUp(['a 3 i'], 1, 0, ['a 1 lll']), ['a 1 lll']);
  });
});

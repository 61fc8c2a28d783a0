import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { type Listing, RowList } from '../../../src/extension/tree/rowList.ts';
import { sampleUpdate } from '../../support/history/sampleUpdate.ts';

const origin = 'https://api.example';
const listing = (name: string, looks = ''): Listing => {
  const agentId = name as AgentId;
  return { origin, agentId, entry: sampleUpdate(agentId, new Uint8Array([1]), { origin }), looks };
};

describe('RowList', () => {
  it('keeps an agent’s row the same object, whatever becomes of it', () => {
    const list = new RowList();
    assert.equal(list.take([{ ...listing('a'), entry: undefined }, listing('b')]), 'all');
    const [a, b] = list.rows;
    const first = listing('a', 'new');
    assert.deepEqual(list.take([first, listing('b')]), [a]);
    assert.equal(a?.entry, first.entry);
    assert.equal(list.take([listing('b'), listing('a')]), 'all');
    assert.deepEqual([...list.rows], [b, a]);
    assert.equal(list.rows[1], a);
  });

  it('names the rows that look different, and no others', () => {
    const list = new RowList();
    list.take([listing('a'), listing('b'), listing('c')]);
    assert.deepEqual(list.take([listing('a'), listing('b'), listing('c')]), []);
    assert.deepEqual(list.take([listing('a'), listing('b', 'other'), listing('c')]), [list.rows[1]]);
  });

  it('is all anew when an agent comes, goes, or is another server’s', () => {
    const list = new RowList();
    list.take([listing('a'), listing('b')]);
    assert.equal(list.take([listing('a')]), 'all');
    assert.equal(list.take([listing('a'), listing('c')]), 'all');
    assert.equal(list.take([{ ...listing('a'), origin: 'https://other.example' }, listing('c')]), 'all');
    assert.equal(list.take([]), 'all');
    assert.deepEqual(list.take([]), []);
  });

  it('finds the row of an agent of this server', () => {
    const list = new RowList();
    list.take([listing('a')]);
    assert.equal(list.of({ origin, agentId: 'a' as AgentId }), list.rows[0]);
    assert.equal(list.of({ origin: 'https://other.example', agentId: 'a' as AgentId }), undefined);
  });
});

import assert from 'node:assert/strict';
import { StableRows } from '../../../src/extension/prompts/stableRows.ts';

const choices = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('StableRows', () => {
  it('puts what comes later last, so that no row moves', () => {
    const rows = new StableRows<string>();
    assert.deepEqual(ids(rows.arrange(choices('b', 'd'), '', 0)), ['b', 'd']);
    assert.deepEqual(ids(rows.arrange(choices('a', 'b', 'c', 'd'), '', 1)), ['b', 'd', 'a', 'c']);
    assert.deepEqual(ids(rows.arrange(choices('a', 'c', 'd'), '', 2)), ['d', 'a', 'c']);
    assert.ok(!rows.mayTake('a', 100), 'a row went, and the others moved up');
    assert.ok(rows.mayTake('a', 252));
  });

  it('takes no row that has just come where something else stood', () => {
    const rows = new StableRows<string>();
    rows.arrange(choices('x', 'y'), '', 0);
    rows.arrange(choices('x', 'a'), '', 1000);
    assert.ok(!rows.mayTake('a', 1100));
    assert.ok(rows.mayTake('a', 1250));
  });

  it('takes a row at once that has come where nothing stood', () => {
    const rows = new StableRows<string>();
    rows.arrange(choices('x'), '', 0);
    rows.arrange(choices('x', 'a'), '', 1000);
    assert.ok(rows.mayTake('a', 1000));
    assert.ok(rows.mayTake('x', 1000));
  });

  it('starts anew for a text that was just typed', () => {
    const rows = new StableRows<string>();
    rows.arrange(choices('b'), '', 0);
    assert.deepEqual(ids(rows.arrange(choices('a', 'b'), 'x', 1)), ['a', 'b']);
    assert.ok(rows.mayTake('a', 1), 'what one has typed oneself is no surprise');
  });

  it('takes no row of a list that changed a moment ago under a typed text', () => {
    const rows = new StableRows<string>();
    rows.arrange(choices('b'), 'x', 0);
    rows.arrange(choices('a', 'b'), 'x', 1000);
    assert.ok(!rows.mayTake('a', 1100));
    assert.ok(!rows.mayTake('b', 1100));
    assert.ok(rows.mayTake('x', 1100), 'the whole id that is typed is what is meant');
    assert.ok(rows.mayTake('b', 1250));
    rows.arrange(choices('a', 'b'), 'x', 1300);
    assert.ok(rows.mayTake('b', 1300), 'nothing came');
    rows.arrange(choices('b'), 'x', 1400);
    assert.ok(rows.mayTake('b', 1400), 'what goes does not fit what is typed');
  });
});

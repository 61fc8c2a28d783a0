import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/avatar/agentId.ts';
import type { AgentChoice } from '../../../src/prompts/agentChoices.ts';
import { SteadyRows } from '../../../src/prompts/steadyRows.ts';

const choices = (...ids: string[]): AgentChoice[] =>
  ids.map((id) => ({ section: 'listed', agentId: id as AgentId, label: id, notes: [], alwaysShow: false }));
const ids = (rows: readonly AgentChoice[]) => rows.map(({ agentId }) => agentId);

describe('SteadyRows', () => {
  it('puts what comes later last, so that no row moves', () => {
    const rows = new SteadyRows();
    assert.deepEqual(ids(rows.arrange(choices('b', 'd'), '', 0)), ['b', 'd']);
    assert.deepEqual(ids(rows.arrange(choices('a', 'b', 'c', 'd'), '', 1)), ['b', 'd', 'a', 'c']);
    assert.deepEqual(ids(rows.arrange(choices('a', 'c', 'd'), '', 2)), ['d', 'a', 'c']);
    assert.ok(rows.mayTake('a' as AgentId, 2));
  });

  it('takes no row that has just come where something else stood', () => {
    const rows = new SteadyRows();
    rows.arrange([], '', 0, true);
    rows.arrange(choices('a'), '', 1000, true);
    assert.ok(!rows.mayTake('a' as AgentId, 1100));
    assert.ok(rows.mayTake('a' as AgentId, 1250));
  });

  it('starts anew for a text that was just typed', () => {
    const rows = new SteadyRows();
    rows.arrange(choices('b'), '', 0);
    assert.deepEqual(ids(rows.arrange(choices('a', 'b'), 'x', 1)), ['a', 'b']);
    assert.ok(rows.mayTake('a' as AgentId, 1), 'what one has typed oneself is no surprise');
  });

  it('takes no row of a list that changed a moment ago under a typed text', () => {
    const rows = new SteadyRows();
    rows.arrange(choices('b'), 'x', 0);
    rows.arrange(choices('a', 'b'), 'x', 1000);
    assert.ok(!rows.mayTake('a' as AgentId, 1100));
    assert.ok(!rows.mayTake('b' as AgentId, 1100));
    assert.ok(rows.mayTake('x' as AgentId, 1100), 'the whole id that is typed is what is meant');
    assert.ok(rows.mayTake('b' as AgentId, 1250));
    rows.arrange(choices('a', 'b'), 'x', 1300);
    assert.ok(rows.mayTake('b' as AgentId, 1300), 'nothing came');
  });
});

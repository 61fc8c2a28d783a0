import assert from 'node:assert/strict';
import { type AgentId, parseAgentId } from '../../../src/core/model/agentId.ts';
import { agentChoices, type KnownAgents } from '../../../src/extension/prompts/agentChoices.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const none: KnownAgents = { recent: [], workspace: [], listed: [], listedFor: undefined, nameOf: () => undefined, incomplete: false };
const recent = (id: AgentId, agentName?: string) => sampleUpdate(id, Buffer.from('x'), agentName === undefined ? {} : { agentName });

/** The rows for what is typed, as `section label (notes)`. */
function rows(known: Partial<KnownAgents>, typed = ''): string[] {
  const parsed = parseAgentId(typed);
  return agentChoices({ ...none, ...known }, typed, parsed.ok ? parsed.value : undefined).map(
    ({ section, label, notes }) => `${section} ${label}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
  );
}

describe('agentChoices', () => {
  it('shows each agent once, where it is nearest, under the best name', () => {
    const known = {
      recent: [recent(agent('a')), recent(agent('b'), 'Old name of B')],
      workspace: [
        { agentId: agent('a'), place: 'x.html:1' },
        { agentId: agent('c'), place: 'y.html:2' },
      ],
      listed: [
        { agentId: agent('a'), name: 'Anna' },
        { agentId: agent('b'), name: 'Berta' },
        { agentId: agent('c'), name: 'Clara' },
        { agentId: agent('d') },
      ],
    };
    assert.deepEqual(rows(known), [
      'recent Anna (agent_a)',
      'recent Berta (agent_b)',
      'workspace Clara (agent_c, y.html:2)',
      'listed agent_d',
    ]);
  });

  it('knows names that were heard of before', () =>
    assert.deepEqual(rows({ listed: [{ agentId: agent('a') }], nameOf: () => 'Anna' }), ['listed Anna (agent_a)']));

  it('takes half a name for no id, as long as anything else may be meant', () => {
    const known = { recent: [recent(agent('a'), 'Anna')] };
    assert.deepEqual(rows(known, 'ann'), ['recent Anna (agent_a)']);
    assert.deepEqual(rows({ ...known, incomplete: true }, 'berta'), ['recent Anna (agent_a)']);
    assert.deepEqual(rows({ listed: [{ agentId: agent('a'), name: 'Anna' }], listedFor: 'hairdresser' }, 'hairdresser'), [
      'listed Anna (agent_a)',
    ]);
    assert.deepEqual(rows(known, 'berta'), ['typed berta', 'recent Anna (agent_a)']);
  });

  it('offers a whole id first, before every agent that merely contains it', () =>
    assert.deepEqual(rows({ recent: [recent(agent('12'))] }, 'agent_1'), ['typed agent_1', 'recent agent_12']));

  it('puts the agent of a whole id first and under its id, wherever it is known from', () => {
    const thief = { agentId: agent('9'), name: 'agent_1' };
    const known = { recent: [recent(agent('12'), 'agent_1')], listed: [thief, { agentId: agent('1'), name: 'Anna' }] };
    assert.deepEqual(rows(known, 'agent_1'), ['listed agent_1 (Anna)', 'recent agent_12 (agent_1)', 'listed agent_9 (agent_1)']);
  });

  it('puts a known agent first also when its id is like no id', () =>
    assert.deepEqual(rows({ recent: [recent('bobby' as AgentId), recent('bob' as AgentId, 'Robert')] }, 'bob'), [
      'recent bob (Robert)',
      'recent bobby',
    ]));

  it('offers the clipboard’s agent below the recent ones, until something is typed', () => {
    const known = { recent: [recent(agent('a'))], clipboard: agent('c') };
    assert.deepEqual(rows(known), ['recent agent_a', 'clipboard agent_c']);
    assert.deepEqual(rows(known, 'x'), ['typed x', 'recent agent_a']);
    assert.deepEqual(rows({ ...known, clipboard: agent('a') }), ['recent agent_a']);
  });

  it('keeps what the server found for the very text, however it found it', () => {
    const known = { ...none, listed: [{ agentId: agent('a'), name: 'Anna' }], listedFor: 'hair dresser' };
    assert.equal(agentChoices(known, 'hair dresser', undefined)[0]?.alwaysShow, true);
    assert.equal(agentChoices(known, 'hair', undefined)[0]?.alwaysShow, false);
  });

  it('offers nothing of what cannot be an id', () => assert.deepEqual(rows({}, 'a b'), []));
});

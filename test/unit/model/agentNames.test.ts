import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { looksLikeAgentId, parseAgentName } from '../../../src/core/model/agentName.ts';
import { AgentNames } from '../../../src/core/model/agentNames.ts';

describe('parseAgentName', () => {
  const names: [unknown, string | undefined][] = [
    ['Anna', 'Anna'],
    ['  Anna\n Banana ', 'Anna Banana'],
    ['Anna\u202egnp.exe', 'Annagnp.exe'],
    ['\u0000\u200b ', undefined],
    ['', undefined],
    [7, undefined],
    [null, undefined],
    ['日本語', '日本語'],
    ['\ud800', '\ufffd'],
  ];
  for (const [input, name] of names)
    it(`makes ${JSON.stringify(name)} of ${JSON.stringify(input)}`, () => assert.equal(parseAgentName(input), name));

  it('is bounded, whole characters kept', () => {
    const name = parseAgentName('😀'.repeat(100_000))!;
    assert.equal(Array.from(name).length, 120);
    assert.ok(name.isWellFormed());
  });
});

describe('looksLikeAgentId', () => {
  for (const text of ['agent_1', 'agt_x', '0123456789abcdef']) it(`takes “${text}”`, () => assert.ok(looksLikeAgentId(text)));
  for (const text of ['', 'anna', 'agent_', 'a long name of an agent', 'my_agent_1', 'agent_1/2'])
    it(`not “${text}”`, () => assert.ok(!looksLikeAgentId(text)));
});

describe('AgentNames', () => {
  const agent = { origin: 'https://a.example', agentId: 'agent_1' as AgentId };

  it('keeps servers apart, and the later name', () => {
    const names = new AgentNames();
    names.learn(agent, 'Old');
    names.learn(agent, 'New');
    names.learn(agent, '');
    assert.equal(names.get(agent), 'New');
    assert.equal(names.get({ ...agent, origin: 'https://b.example' }), undefined);
  });

  it('tells when an agent has another name than before', () => {
    const names = new AgentNames();
    const changes: string[] = [];
    const subscription = names.onDidChange((changed) => changes.push(`${changed.origin} ${changed.agentId} ${names.get(changed)}`));
    for (const name of ['Old', 'Old', ' ', 'New']) names.learn(agent, name);
    subscription.dispose();
    names.learn(agent, 'Newest');
    assert.deepEqual(changes, ['https://a.example agent_1 Old', 'https://a.example agent_1 New']);
  });

  it('forgets what it learnt longest ago', () => {
    const names = new AgentNames();
    for (let index = 0; index <= 5_000; index++) names.learn({ ...agent, agentId: `agent_${index}` as AgentId }, 'x');
    assert.equal(names.get({ ...agent, agentId: 'agent_0' as AgentId }), undefined);
    assert.equal(names.get(agent), 'x');
  });
});

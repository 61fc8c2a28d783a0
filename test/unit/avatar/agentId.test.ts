import assert from 'node:assert/strict';
import { parseAgentId } from '../../../src/avatar/agentId.ts';

describe('parseAgentId', () => {
  const accepted = ['agent_3701k3ttaq12ewp8b7qv5rfyszkz', 'agt_123', 'x', 'a.b', '...', 'агент', 'a%2Fb', 'a:b@c'];
  for (const id of accepted) {
    it(`takes ${id}`, () => assert.deepEqual(parseAgentId(id), { ok: true, value: id }));
  }

  it('drops white space around it', () => assert.deepEqual(parseAgentId(' agent_1\n'), { ok: true, value: 'agent_1' }));

  const refused: [unknown, string][] = [
    [undefined, 'notText'],
    [12, 'notText'],
    [{ agentId: 'a' }, 'notText'],
    ['', 'empty'],
    ['  \t', 'empty'],
    ['a b', 'whiteSpace'],
    ['a\u00a0b', 'whiteSpace'],
    ['a/b', 'separator'],
    ['a\\b', 'separator'],
    ['a?b', 'separator'],
    ['a#b', 'separator'],
    ['a\u0000b', 'control'],
    ['a\nb', 'control'],
    ['a\u0085b', 'control'],
    ['\ud800', 'control'],
    ['.', 'dots'],
    ['..', 'dots'],
    ['a'.repeat(201), 'tooLong'],
  ];
  for (const [input, reason] of refused) {
    it(`refuses ${JSON.stringify([input]).slice(1, 30)} as ${reason}`, () =>
      assert.deepEqual(parseAgentId(input), { ok: false, failure: { kind: 'agentIdInvalid', reason } }));
  }

  it('takes nothing that changes the path of a request', () => {
    for (const id of accepted) {
      const { pathname } = new URL(`https://example.org/v1/agents/${encodeURIComponent(id)}/avatar`);
      assert.equal(pathname.split('/').length, 5);
      assert.equal(decodeURIComponent(pathname.split('/')[3]!), id);
    }
  });
});

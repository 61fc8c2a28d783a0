import assert from 'node:assert/strict';
import { isAgentId, parseAgentId } from '../../../src/core/model/agentId.ts';

describe('parseAgentId', () => {
  const accepted = ['agent_3701k3ttaq12ewp8b7qv5rfyszkz', 'agt_123', 'x', 'a.b', '...', 'агент', 'a%2Fb', 'a:b@c', 'a'.repeat(200)];
  for (const id of accepted) {
    it(`takes ${id.slice(0, 40)}`, () => assert.deepEqual(parseAgentId(id), { ok: true, value: id }));
  }

  for (const around of [' agent_1\n', '\u200bagent_1', 'agent_1\ufeff\u200e ', '\t\u2060 agent_1\u0000']) {
    it(`drops what cannot be seen around it: ${JSON.stringify(around)}`, () => {
      assert.deepEqual(parseAgentId(around), { ok: true, value: 'agent_1' });
      assert.ok(isAgentId('agent_1'));
      assert.ok(!isAgentId(around), 'from a server or a file, it is another id');
    });
  }

  // In time that grows with the square, this would outlast the test's timeout many times over.
  it('takes no time for a text of nothing', () => assert.ok(!parseAgentId(`a${' \u200b'.repeat(500_000)}a`).ok));

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
    ['a\u202eb', 'control'],
    ['a\u200bb', 'control'],
    ['a\u200db', 'control'],
    ['a\u061cb', 'control'],
    ['a\u00adb', 'control'],
    ['a\ufe0fb', 'control'],
    ['a\u{e0041}b', 'control'],
    ['a\u2028b', 'control'],
    ['\u200b', 'empty'],
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

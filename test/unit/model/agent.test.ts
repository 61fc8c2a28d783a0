import assert from 'node:assert/strict';
import { accountKey } from '../../../src/core/model/account.ts';
import { agentLabel } from '../../../src/core/model/agent.ts';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { parseBaseUrl } from '../../../src/core/model/baseUrl.ts';
import { isJustCancelled } from '../../../src/core/model/failure.ts';

describe('agentLabel', () => {
  const agent = { origin: 'https://a.example', agentId: 'agent_1' as AgentId };
  it('is the name', () => assert.equal(agentLabel({ ...agent, agentName: 'Maya' }), 'Maya'));
  it('is the id where there is no name', () => assert.equal(agentLabel(agent), 'agent_1'));
  it('is the id where nothing of the name can be seen', () => assert.equal(agentLabel({ ...agent, agentName: '\u200b' }), 'agent_1'));
});

describe('accountKey', () => {
  it('tells servers and schemes apart, and no two addresses of one server', () => {
    const key = (address: string, scheme: 'apiKey' | 'bearer') => {
      const baseUrl = parseBaseUrl(address);
      assert.ok(baseUrl.ok);
      return accountKey({ baseUrl: baseUrl.value, scheme });
    };
    const keys = [
      key('https://a.example', 'apiKey'),
      key('https://a.example', 'bearer'),
      key('https://b.example', 'apiKey'),
      key('https://a.example:8443', 'apiKey'),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(key('https://a.example/v2', 'apiKey'), keys[0]);
  });
});

describe('isJustCancelled', () => {
  const maySet = { id: '1' } as never;
  it('is what nobody needs to be told', () => assert.ok(isJustCancelled({ kind: 'cancelled' })));
  it('is not what may have been set all the same', () => assert.ok(!isJustCancelled({ kind: 'cancelled', maySet })));
  it('is no other failure', () => assert.ok(!isJustCancelled({ kind: 'agentIdInvalid', reason: 'empty' })));
});

import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/avatar/agentId.ts';
import { UploadStates } from '../../../src/avatar/uploadStates.ts';

const agent = 'agent_1' as AgentId;
const other = 'agent_2' as AgentId;

describe('UploadStates', () => {
  it('tells the state of each agent of each server, and when one changes', () => {
    const states = new UploadStates();
    let changes = 0;
    const subscription = states.onDidChange(() => changes++);
    states.set('https://a.example', agent, 'sending');
    states.set('https://a.example', agent, 'sending');
    assert.equal(states.get('https://a.example', agent), 'sending');
    assert.equal(states.get('https://b.example', agent), undefined);
    states.set('https://a.example', agent, 'live');
    states.set('https://a.example', agent, undefined);
    states.set('https://a.example', agent, undefined);
    assert.equal(changes, 3);
    subscription.dispose();
    states.set('https://a.example', agent, 'live');
    assert.equal(changes, 3);
  });

  it('lists the agents of a server that are being sent to, the last one first', () => {
    const states = new UploadStates();
    states.set('https://a.example', agent, 'sending');
    states.set('https://a.example', other, 'live');
    states.set('https://b.example', other, 'sending');
    assert.deepEqual(states.sending('https://a.example'), [agent]);
    states.set('https://a.example', other, 'sending');
    assert.deepEqual(states.sending('https://a.example'), [other, agent]);
    states.set('https://a.example', agent, undefined);
    assert.deepEqual(states.sending('https://a.example'), [other]);
  });
});

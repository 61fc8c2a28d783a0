import assert from 'node:assert/strict';
import { UploadStates } from '../../../src/avatar/uploadStates.ts';

describe('UploadStates', () => {
  it('tells the state of each agent of each server, and when one changes', () => {
    const states = new UploadStates();
    let changes = 0;
    const subscription = states.onDidChange(() => changes++);
    states.set('https://a.example', 'agent_1', 'sending');
    states.set('https://a.example', 'agent_1', 'sending');
    assert.equal(states.get('https://a.example', 'agent_1'), 'sending');
    assert.equal(states.get('https://b.example', 'agent_1'), undefined);
    states.set('https://a.example', 'agent_1', 'live');
    states.set('https://a.example', 'agent_1', undefined);
    states.set('https://a.example', 'agent_1', undefined);
    assert.equal(changes, 3);
    subscription.dispose();
    states.set('https://a.example', 'agent_1', 'live');
    assert.equal(changes, 3);
  });
});

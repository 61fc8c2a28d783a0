import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { UploadStates } from '../../../src/core/model/uploadStates.ts';

const [a, b] = ['https://a.example', 'https://b.example'] as const;
const agent = 'agent_1' as AgentId;
const other = 'agent_2' as AgentId;
/** Two avatars of the one agent, the second set after the first. */
const older = { origin: a, agentId: agent, id: '1' };
const newer = { ...older, id: '2' };

describe('UploadStates', () => {
  it('tells the state of each agent of each server, and when one changes', () => {
    const states = new UploadStates();
    const changed: string[] = [];
    const subscription = states.onDidChange(({ origin, agentId }) => changed.push(`${origin} ${agentId}`));
    const end = states.begin(older);
    assert.equal(states.of(newer), 'sending');
    assert.equal(states.of({ ...newer, origin: b }), undefined);
    end();
    assert.equal(states.of(newer), undefined);
    states.see(newer, 'live');
    states.see(newer, 'live');
    assert.equal(states.of(newer), 'live');
    assert.deepEqual(changed, Array(3).fill(`${a} ${agent}`));
    subscription.dispose();
    states.see(newer, undefined);
    assert.equal(states.of(newer), undefined);
    assert.equal(changed.length, 3);
  });

  it('says “sending” until the last of several uploads to one agent has ended', () => {
    const states = new UploadStates();
    const [first, second] = [states.begin(older), states.begin(older)];
    first();
    // The first is seen by the public while the second is still on its way.
    states.see(newer, 'live');
    assert.equal(states.of(newer), 'sending');
    second();
    assert.equal(states.of(newer), 'live');
  });

  it('forgets what was seen of the avatar before, when another is sent', () => {
    const states = new UploadStates();
    states.see(newer, 'live');
    states.begin(older)();
    assert.equal(states.of(newer), undefined);
  });

  it('does not take what is found late of one avatar for the one that was set after it', () => {
    const states = new UploadStates();
    states.see(older, undefined);
    states.see(newer, 'live');
    states.see(older, 'notVisibleYet');
    assert.equal(states.of(newer), 'live');
    states.see(newer, undefined);
    states.see(older, 'notVisibleYet');
    assert.equal(states.of(newer), undefined);
    states.begin(newer)();
    states.see(older, 'notVisibleYet');
    assert.equal(states.of(older), undefined);
  });

  it('says nothing of what the public sees about an avatar that another window set since', () => {
    const states = new UploadStates();
    states.see(older, 'live');
    assert.equal(states.of(older), 'live');
    assert.equal(states.of(newer), undefined);
  });

  it('lists the agents of a server that are being sent to, the last one first', () => {
    const states = new UploadStates();
    const end = states.begin(older);
    states.see({ origin: a, agentId: other, id: '1' }, 'live');
    states.begin({ origin: b, agentId: other });
    assert.deepEqual(states.sending(a), [agent]);
    states.begin({ origin: a, agentId: other });
    assert.deepEqual(states.sending(a), [other, agent]);
    end();
    assert.deepEqual(states.sending(a), [other]);
  });
});

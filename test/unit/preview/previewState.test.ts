import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import { type Draft, isSameDraft, newDraft } from '../../../src/core/history/draft.ts';
import { next, type PreviewState, type PreviewEvent } from '../../../src/extension/preview/previewState.ts';

const origin = 'https://api.example';
const agentId = 'agent_1' as AgentId;
const facts = { animated: false, metadata: 'none', place: 'none', decodedPixels: 1, drawingCost: 0 } as const;
const image = { bytes: new Uint8Array([1]), fileName: 'a.png', mediaType: 'image/png', width: 1, height: 1, facts } as const;
const [draft, other]: Draft[] = [newDraft({ origin, agentId, image }), newDraft({ origin, agentId, image })];
const entry = { id: 'u', origin, agentId } as HistoryEntry;
const failure = { kind: 'timedOut', host: 'h' } as const;

function after(...events: PreviewEvent[]): PreviewState {
  return events.reduce(next, { kind: 'empty' });
}

describe('the review of an avatar', () => {
  const drafted: PreviewEvent = { type: 'drafted', draft: draft! };
  const began: PreviewEvent = { type: 'sendingBegan' };

  it('goes from draft over sending to sent', () =>
    assert.deepEqual(after(drafted, began, { type: 'accepted', draftId: draft!.id, entry }), { kind: 'sent', entry, isNew: true }));

  it('comes back to the untouched draft when sending is cancelled', () =>
    assert.deepEqual(after(drafted, began, { type: 'cancelled', draftId: draft!.id }), { kind: 'draft', draft }));

  it('keeps the draft when sending fails, and sends it again', () => {
    const failed = after(drafted, began, { type: 'failed', draftId: draft!.id, failure });
    assert.deepEqual(failed, { kind: 'failed', draft, failure });
    assert.deepEqual(next(failed, began), { kind: 'sending', draft });
  });

  it('does not change or drop what is being sent', () => {
    const sending = after(drafted, began);
    assert.equal(next(sending, { type: 'changed', draft: { ...draft!, agentId: 'agent_2' as AgentId } }), sending);
    assert.equal(next(sending, { type: 'discarded' }), sending);
    assert.equal(next(sending, began), sending);
  });

  it('is not moved by answers about a draft that has left the panel', () => {
    const replaced = after(drafted, began, { type: 'drafted', draft: other! });
    for (const event of [
      { type: 'accepted', draftId: draft!.id, entry },
      { type: 'failed', draftId: draft!.id, failure },
      { type: 'cancelled', draftId: draft!.id },
    ] as const) {
      assert.equal(next(replaced, event), replaced);
    }
  });

  it('takes in a name that is found later, for the agent it is of and nothing else', () => {
    const agent = { origin, agentId, agentName: 'Maya' };
    const named: PreviewEvent = { type: 'named', agent };
    assert.deepEqual(after(drafted, named), { kind: 'draft', draft: { ...draft, agentName: 'Maya' } });
    assert.deepEqual(after(drafted, began, named), { kind: 'sending', draft: { ...draft, agentName: 'Maya' } });
    const opened: PreviewEvent = { type: 'opened', entry, isNew: false };
    assert.deepEqual(after(opened, named), { kind: 'sent', entry: { ...entry, agentName: 'Maya' }, isNew: false });
    for (const other of [
      { ...agent, agentId: 'agent_2' as AgentId },
      { ...agent, origin: 'https://staging.example' },
    ]) {
      for (const held of [after(drafted), after(opened), after()]) assert.equal(next(held, { type: 'named', agent: other }), held);
    }
  });

  it('knows a draft that would send the same to the same agent from one that would not', () => {
    const crop = { x: 0, y: 0, side: 1 };
    const prepared = { ...draft!, preparation: { asItIs: false, crop } } as unknown as Draft;
    assert.ok(isSameDraft(prepared, { ...prepared, agentName: 'Maya' }));
    assert.ok(!isSameDraft(prepared, { ...prepared, agentId: 'agent_2' as AgentId }));
    assert.ok(!isSameDraft(prepared, { ...prepared, origin: 'https://staging.example' }));
    assert.ok(!isSameDraft(prepared, { ...prepared, preparation: { asItIs: true, crop } } as unknown as Draft));
    assert.ok(!isSameDraft(draft!, other!));
  });

  it('sends nothing when there is nothing', () => assert.deepEqual(after(began), { kind: 'empty' }));

  it('is empty when the draft is discarded', () => assert.deepEqual(after(drafted, { type: 'discarded' }), { kind: 'empty' }));
});

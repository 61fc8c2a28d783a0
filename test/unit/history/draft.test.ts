import assert from 'node:assert/strict';
import { isSameDraft, newDraft, withAgent } from '../../../src/core/history/draft.ts';
import { parsePreparation } from '../../../src/core/history/preparationRecord.ts';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import type { Preparation } from '../../../src/core/model/preparation.ts';

const preparation: Preparation = {
  asItIs: false,
  crop: { x: 10.5, y: 20, side: 30, quarterTurns: 3, flipped: true },
  background: '#00ff00',
  output: { side: 512, format: 'webp', quality: 80 },
};
const image = { fileName: 'a.png' } as AvatarImage;
const agent = { origin: 'https://a.example', agentId: 'agent_1' as AgentId };
const other = { origin: 'https://b.example', agentId: 'agent_2' as AgentId };
const draft = newDraft({ ...agent, image, preparation });

describe('two states of a draft', () => {
  it('are the same where they would send the same', () => {
    assert.ok(isSameDraft(draft, { ...draft, preparation: structuredClone(preparation), agentName: 'Maya', source: 'file:///a.png' }));
  });
  for (const [what, change] of [
    ['draft', { id: newDraft({ ...agent, image }).id }],
    ['server', { origin: other.origin }],
    ['agent', { agentId: other.agentId }],
    ['cut', { preparation: { ...preparation, asItIs: true } }],
  ] as const) {
    it(`are not where it is another ${what}`, () => assert.ok(!isSameDraft(draft, { ...draft, ...change })));
  }
});

describe('a draft for another agent', () => {
  it('is the same in all else', () => {
    const whole = { ...draft, source: 'file:///a.png', asItIs: true };
    assert.deepEqual(withAgent(whole, { ...other, agentName: 'Maya' }), { ...whole, ...other, agentName: 'Maya' });
  });
  it('keeps nothing of the other’s name, and says nothing that it does not know', () => {
    const { id } = draft;
    const plain = { id, ...agent, image };
    assert.deepEqual(Object.keys(withAgent({ ...plain, agentName: 'Maya' }, other)).sort(), ['agentId', 'id', 'image', 'origin']);
    assert.deepEqual(withAgent(plain, other), { ...plain, ...other });
  });
});

describe('what was decided about an image', () => {
  it('is read back as it was written', () => {
    assert.deepEqual(parsePreparation(JSON.parse(JSON.stringify(preparation))), preparation);
    assert.deepEqual(parsePreparation({ ...preparation, background: 'keep' }), { ...preparation, background: 'keep' });
  });

  const { crop, output } = preparation;
  for (const changed of [
    undefined,
    { ...preparation, asItIs: 'yes' },
    ...['red', '#00ff0', 'x#00ff00', '#00ff000', 7].map((background) => ({ ...preparation, background })),
    ...[
      { x: NaN },
      { y: Infinity },
      { x: 10_000_001 },
      { y: -10_000_001 },
      { side: 0 },
      { side: -1 },
      { side: 10_000_001 },
      { quarterTurns: 4 },
      { quarterTurns: 0.5 },
      { flipped: 1 },
    ].map((change) => ({ ...preparation, crop: { ...crop, ...change } })),
    ...[{ side: 1.5 }, { side: 0 }, { side: 1e6 }, { format: 'bmp' }, { quality: 0 }, { quality: 101 }, { quality: 1.5 }].map((change) => ({
      ...preparation,
      output: { ...output, ...change },
    })),
  ]) {
    it(`is nothing where it is broken: ${JSON.stringify([changed]).slice(1, 160)}`, () =>
      assert.equal(parsePreparation(changed), undefined));
  }
});

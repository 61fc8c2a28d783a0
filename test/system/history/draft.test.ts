import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentId } from '../../../src/avatar/agentId.ts';
import type { Preparation } from '../../../src/avatar/preparation.ts';
import { type Draft, DraftStore, newDraft, withAgent } from '../../../src/history/draft.ts';

const preparation: Preparation = {
  asItIs: false,
  crop: { x: 10.5, y: 20, side: 30, quarterTurns: 3, flipped: true },
  background: '#00ff00',
  output: { side: 512, format: 'webp', quality: 80 },
};

describe('the draft that is kept', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'threetone-draft-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const draft = (first = 1): Draft =>
    newDraft({
      origin: 'https://api.example',
      agentId: 'agent_1' as AgentId,
      agentName: 'Support',
      source: 'file:///a.png',
      preparation,
      image: { bytes: Buffer.from([first, 2, 3]), fileName: 'a.png', mediaType: 'image/png', width: 4, height: 5 },
    });

  it('comes back whole in another window', async () => {
    const kept = draft();
    await new DraftStore(folder).keep(kept);
    assert.deepEqual(await new DraftStore(folder).read(), kept);
  });

  it('comes back whole also where nothing is decided yet but that the file goes as it is', async () => {
    const { origin, agentId, image } = draft();
    const kept = newDraft({ origin, agentId, image, asItIs: true });
    await new DraftStore(folder).keep(kept);
    assert.deepEqual(await new DraftStore(folder).read(), kept);
  });

  it('is one: a later draft takes the place of the one before, and nothing else is left on disk', async () => {
    const store = new DraftStore(folder);
    const [first, second] = [draft(1), draft(9)];
    await Promise.all([store.keep(first), store.keep(second), store.keep({ ...second, preparation: { ...preparation, asItIs: true } })]);
    assert.equal((await store.read())?.preparation?.asItIs, true);
    assert.deepEqual(readdirSync(folder).sort(), ['draft.json', 'draft.picture']);
    await store.forget(first.id);
    assert.equal((await store.read())?.id, second.id);
    await store.forget(second.id);
    assert.equal(await store.read(), undefined);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('writes its picture again after it was forgotten', async () => {
    const store = new DraftStore(folder);
    const kept = draft();
    await store.keep(kept);
    await store.forget(kept.id);
    await store.keep(kept);
    assert.deepEqual(await store.read(), kept);
  });

  it('is none when its picture or its record is damaged', async () => {
    const store = new DraftStore(folder);
    await store.keep(draft());
    writeFileSync(join(folder, 'draft.picture'), 'other bytes');
    assert.equal(await store.read(), undefined);
    writeFileSync(join(folder, 'draft.json'), '{"version":1');
    assert.equal(await store.read(), undefined);
  });

  it('comes back without a preparation that is out of bounds', async () => {
    const store = new DraftStore(folder);
    const kept = draft();
    await store.keep({ ...kept, preparation: { ...preparation, output: { ...preparation.output, side: 9000 } } });
    const back = await store.read();
    assert.equal(back?.id, kept.id);
    assert.equal(back.preparation, undefined);
  });

  it('drops the name of the agent before when the agent changes', () => {
    const kept = draft();
    const changed = withAgent(kept, { origin: kept.origin, agentId: 'agent_2' as AgentId });
    assert.equal(changed.agentName, undefined);
    assert.deepEqual(changed.preparation, preparation);
    assert.equal(changed.id, kept.id);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import type { Preparation } from '../../../src/core/model/preparation.ts';
import { type Draft, newDraft, withAgent } from '../../../src/core/history/draft.ts';
import { DraftKeeper } from '../../../src/core/history/draftKeeper.ts';
import { DraftStore } from '../../../src/core/history/draftStore.ts';
import { inspectImage } from '../../../src/core/image/inspect.ts';

const preparation: Preparation = {
  asItIs: false,
  crop: { x: 10.5, y: 20, side: 30, quarterTurns: 3, flipped: true },
  background: '#00ff00',
  output: { side: 512, format: 'webp', quality: 80 },
};

let square: (side: number) => AvatarImage;

async function readSquare(side: number): Promise<AvatarImage> {
  const image = await inspectImage(PNG.sync.write(new PNG({ width: side, height: side })), 'a.png', Infinity);
  assert.ok(image.ok);
  return image.value;
}

describe('the draft that is kept', () => {
  let folder: string;
  before(async () => {
    const squares = await Promise.all(Array.from({ length: 10 }, (_, index) => readSquare(index + 1)));
    square = (side) => squares[side - 1]!;
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'threetone-draft-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const draft = (side = 1): Draft =>
    newDraft({
      origin: 'https://api.example',
      agentId: 'agent_1' as AgentId,
      agentName: 'Support',
      source: 'file:///a.png',
      preparation,
      image: square(side),
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
    assert.deepEqual(readdirSync(folder).sort(), [`${second.id}.json`, `${second.id}.picture`]);
    await store.forget(first.id);
    assert.equal((await store.read())?.id, second.id);
    await store.forget(second.id);
    assert.equal(await store.read(), undefined);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is each window’s own where they share a folder, and the one changed last where none is named', async () => {
    const [one, other] = [new DraftStore(folder), new DraftStore(folder)];
    const [first, second] = [draft(1), draft(9)];
    await one.keep(first);
    await other.keep(second);
    const turned = { ...first, preparation: { ...preparation, asItIs: true } };
    await one.keep(turned);
    assert.deepEqual(await new DraftStore(folder).read(first.id), turned);
    assert.deepEqual(await new DraftStore(folder).read(second.id), second);
    utimesSync(join(folder, `${second.id}.json`), 1, 1);
    assert.deepEqual(await new DraftStore(folder).read(), turned);
    utimesSync(join(folder, `${first.id}.json`), 0, 0);
    assert.deepEqual(await new DraftStore(folder).read(), second);
  });

  it('is not taken by another window while its own is open, and is when that has gone', async () => {
    const open = new Set([1, 2]);
    const window = (owner: number) => new DraftStore(folder, owner, (other) => open.has(other));
    const [one, other] = [window(1), window(2)];
    const first = draft(1);
    await one.keep(first);
    assert.equal(await other.read(), undefined);
    await other.keep(draft(9));
    await other.forget((await other.read())!.id);
    assert.deepEqual(await one.read(), first);
    open.delete(1);
    assert.deepEqual(await other.read(), first);
    await other.keep(first);
    await other.forget(first.id);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is never given up for the draft of another window, however many there are', async () => {
    const windows = Array.from({ length: 10 }, (_, index) => new DraftStore(folder, index + 1, () => true));
    const drafts = windows.map((_, index) => draft(index + 1));
    for (const [index, store] of windows.entries()) await store.keep(drafts[index]!);
    for (const [index, store] of windows.entries()) assert.deepEqual(await store.read(), drafts[index]);
  });

  it('of a process that was killed is free: the operating system says so', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']);
    const kept = draft();
    await new DraftStore(folder, gone.pid).keep(kept);
    assert.deepEqual(await new DraftStore(folder).read(), kept);
    // The parent of this test lives for as long as the test.
    const others = draft(9);
    await new DraftStore(folder, process.ppid).keep(others);
    assert.deepEqual(await new DraftStore(folder).read(), kept);
  });

  it('comes whole out of windows that take turns on one draft', async () => {
    const [one, other] = [new DraftStore(folder), new DraftStore(folder)];
    const kept = draft();
    await one.keep(kept);
    assert.deepEqual(await other.read(), kept);
    await other.keep(draft(9));
    await one.keep(kept);
    assert.deepEqual(await new DraftStore(folder).read(kept.id), kept);
  });

  it('gives up the oldest of more windows than there is room for', async () => {
    const drafts = Array.from({ length: 10 }, (_, index) => draft(index + 1));
    for (const [index, kept] of drafts.entries()) {
      await new DraftStore(folder).keep(kept);
      utimesSync(join(folder, `${kept.id}.json`), 1000 + index, 1000 + index);
    }
    const left = readdirSync(folder);
    assert.equal(left.length, 16, left.join());
    assert.ok(!left.some((name) => name.startsWith(drafts[0]!.id) || name.startsWith(drafts[1]!.id)));
  });

  it('is found by no name that could be a path', async () => {
    const store = new DraftStore(join(folder, 'drafts'));
    await store.keep(draft());
    writeFileSync(join(folder, 'secret.json'), 'mine');
    assert.equal(await store.read('../secret'), undefined);
    await store.forget('../secret');
    assert.ok(readdirSync(folder).includes('secret.json'));
  });

  it('writes its image again after it was forgotten', async () => {
    const store = new DraftStore(folder);
    const kept = draft();
    await store.keep(kept);
    await store.forget(kept.id);
    await store.keep(kept);
    assert.deepEqual(await store.read(), kept);
  });

  it('is none when its image or its record is damaged', async () => {
    const store = new DraftStore(folder);
    const kept = draft();
    await store.keep(kept);
    writeFileSync(join(folder, `${kept.id}.picture`), 'other bytes');
    assert.equal(await store.read(), undefined);
    writeFileSync(join(folder, `${kept.id}.json`), '{"version":1');
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

  it('that the disk does not take breaks nothing: it is said once, until the disk takes one again', async () => {
    // Where the folder should be is a file, so that every write fails, whoever runs this.
    const place = join(folder, 'draft');
    writeFileSync(place, '');
    const said: unknown[] = [];
    const keeper = new DraftKeeper(new DraftStore(place), (what, error, isNew) => {
      said.push([what, (error as NodeJS.ErrnoException).code, isNew]);
    });
    const kept = draft();
    for (let time = 0; time < 2; time++) await keeper.keep(kept);
    assert.equal(await keeper.read(kept.id), undefined);
    assert.deepEqual(said.splice(0), [
      ['keep', 'EEXIST', true],
      ['keep', 'EEXIST', false],
      ['read', 'ENOTDIR', true],
    ]);
    rmSync(place);
    await keeper.keep(kept);
    assert.deepEqual((await keeper.read())?.id, kept.id);
    rmSync(place, { recursive: true });
    writeFileSync(place, '');
    await keeper.keep(kept);
    assert.equal((said[0] as unknown[])[2], true);
  });

  it('drops the name of the agent before when the agent changes', () => {
    const kept = draft();
    const changed = withAgent(kept, { origin: kept.origin, agentId: 'agent_2' as AgentId });
    assert.equal(changed.agentName, undefined);
    assert.deepEqual(changed.preparation, preparation);
    assert.equal(changed.id, kept.id);
  });
});

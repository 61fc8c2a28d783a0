import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { formatRecord, type Unreadable } from '../../../src/core/history/entryRecord.ts';
import { History } from '../../../src/core/history/history.ts';
import { agent, filesIn, inFolder, origin, pathOf, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const never = (why: Unreadable) => assert.fail(`set aside as ${why}`);
const plenty = { perAgent: 1000, bytes: 1e9 };
const image = (text: string) => Buffer.from(`image ${text}`);

describe('history: what cannot be read', () => {
  const whole = formatRecord(sampleUpdate(agent('a'), image('new')));
  const newer = JSON.stringify({ version: 2, update: { anything: true } });
  const cases: [string, (json: string) => string, Unreadable][] = [
    ['half a line', (json) => json.slice(0, json.length / 2), 'damaged'],
    ['nothing', () => '', 'damaged'],
    ['another entry under its name', () => whole, 'damaged'],
    ['a file of a newer version', () => newer, 'newer'],
    ['a flipped bit in a name that still reads as text', (json) => json.replace('face.png', 'fabe.png'), 'damaged'],
    ['no checksum', (json) => json.replace(/"sha256":"[0-9a-f]{64}",/, ''), 'damaged'],
  ];
  for (const [what, damage, why] of cases) {
    it(`sets aside ${what}, says it once, and shows the agent's next newest`, () =>
      inFolder(async (folder) => {
        const older = sampleUpdate(agent('a'), image('old'));
        const newest = sampleUpdate(agent('a'), image('new'));
        const writer = new History(folder, never);
        await writer.add(older, image('old'));
        await writer.add(newest, image('new'));
        await writeFile(pathOf(folder, newest), damage(formatRecord(newest)));
        const said: Unreadable[] = [];
        const windows = [1, 2, 3].map(() => new History(folder, (reason) => said.push(reason)));
        for (const lists of await Promise.all(windows.map((window) => window.newestOfEach(origin)))) assert.deepEqual(lists, [older]);
        assert.deepEqual(await new History(folder, never).ofAgent({ origin, agentId: agent('a') }), [older]);
        assert.deepEqual(said, [why]);
        assert.ok((await filesIn(folder)).some((name) => name.endsWith(`.${why}`)));
      }));
  }

  it('every single flipped bit of a record is noticed or harmless', () =>
    inFolder(async (folder) => {
      const entry = sampleUpdate(agent('a'), image('1'), { agentName: 'Anna', avatarUrl: 'https://cdn.example.com/a.png' });
      const bytes = Buffer.from(formatRecord(entry));
      const history = new History(folder, () => undefined);
      await history.add(entry, image('1'));
      for (let index = 0; index < bytes.length; index += 3) {
        const flipped = Buffer.from(bytes);
        flipped[index]! ^= 1 << (index % 8);
        await writeFile(pathOf(folder, entry), flipped);
        const found = await new History(folder, () => undefined).newestOf({ origin, agentId: entry.agentId });
        if (found) assert.deepEqual(found, entry, `bit flipped in byte ${index}`);
      }
    }));

  it('takes a record back that an older version had set aside, and keeps its image until then', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const entry = sampleUpdate(agent('a'), image('1'));
      await history.add(entry, image('1'));
      const quarantined = `${pathOf(folder, entry)}.newer`;
      await rename(pathOf(folder, entry), quarantined);
      await writeFile(quarantined, newer);
      await history.tidy(plenty);
      assert.ok(await history.images.read(entry.image));
      await writeFile(quarantined, formatRecord(entry));
      await history.tidy(plenty);
      assert.deepEqual(await history.newestOfEach(origin), [entry]);
      assert.ok(await history.images.read(entry.image));
    }));
});

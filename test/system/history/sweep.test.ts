import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { formatRecord, keyOf, type Unreadable } from '../../../src/core/history/entryRecord.ts';
import { History } from '../../../src/core/history/history.ts';
import { agent, inFolder, origin, pathOf, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const never = (why: Unreadable) => assert.fail(`set aside as ${why}`);
const plenty = { perAgent: 1000, bytes: 1e9 };
const image = (text: string) => Buffer.from(`image ${text}`);

describe('history: images that another process is about to need', () => {
  // One process sweeps, the other adds: every place where the second can come in between the steps of the first.
  it('are there afterwards, wherever the two processes meet', async () => {
    const bytes = image('shared');
    const steps = ['kept', 'recorded', 'checked'] as const;
    const places = [
      'before the first look',
      'after the first look',
      'before the second look',
      'after the second look',
      'after the sweep',
    ] as const;
    for (const schedule of schedules(steps.length, places.length)) {
      await inFolder(async (folder) => {
        const adder = new History(folder, never);
        const sweeper = new History(folder, never);
        const entry = sampleUpdate(agent('a'), bytes);
        // There from an entry that was just removed.
        await adder.images.keep(entry.image, bytes);
        const recordPath = pathOf(folder, entry);
        const keys = () =>
          readdir(join(folder, 'updates', keyOf(origin))).then(
            (names) => new Set(names.map((name) => name.slice(40, 56))),
            () => new Set<string>(),
          );
        const doStep = {
          kept: () => adder.images.keep(entry.image, bytes),
          recorded: async () => {
            const { writeWhole } = await import('../../../src/core/history/atomicFile.ts');
            await writeWhole(recordPath, formatRecord(entry));
          },
          checked: () => adder.images.keepStill(entry.image, bytes),
        };
        const arrive = async (place: number) => {
          for (const [index, step] of steps.entries()) if (schedule[index] === place) await doStep[step]();
        };
        await arrive(0);
        let look = 0;
        await sweeper.images.sweep(async () => {
          look++;
          if (look === 2) await arrive(2);
          const found = await keys();
          await arrive(look === 1 ? 1 : 3);
          return found;
        });
        if (look === 1) await arrive(2).then(() => arrive(3));
        await arrive(4);
        assert.ok(await adder.images.read(entry.image), `lost with the steps at ${schedule.map((place) => places[place]).join(', ')}`);
        await sweeper.images.sweep(keys);
        assert.ok(await adder.images.read(entry.image), 'lost at the next sweep');
      });
    }
  });

  it('come back from a sweep that was killed half-way', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const entry = sampleUpdate(agent('a'), image('1'));
      await history.add(entry, image('1'));
      const path = history.images.pathOf(entry.image);
      const trash = `${path}.3f2504e0-4f89-41d3-9a0c-0305e82c3301.trash`;
      await rename(path, trash);
      assert.ok(await history.images.read(entry.image), 'when they are read');
      await rename(path, trash);
      await history.tidy(plenty);
      assert.deepEqual(await readdir(join(folder, 'pictures')), [basename(path)], 'at the next sweep');
    }));
});

/** The places of `count` steps, in order, among `places` places. */
function schedules(count: number, places: number, from = 0): number[][] {
  if (count === 0) return [[]];
  const all: number[][] = [];
  for (let place = from; place < places; place++) {
    for (const rest of schedules(count - 1, places, place)) all.push([place, ...rest]);
  }
  return all;
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { AvatarUpdate } from '../../../src/core/model/update.ts';
import { earlierAvatars } from '../../../src/core/history/earlier.ts';
import { formatRecord, keyOf, recordName, type Unreadable } from '../../../src/core/history/updateRecord.ts';
import { Updates } from '../../../src/core/history/updates.ts';
import { agent, filesIn, inFolder, origin, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const never = (why: Unreadable) => assert.fail(`set aside as ${why}`);
const plenty = { perAgent: 1000, bytes: 1e9 };
/** Where it stays known that agents were acted on. */
const marks = 'last-acts';
const filesBut = async (part: string, folder: string) => (await filesIn(folder)).filter((name) => !name.startsWith(part));
const picture = (text: string) => Buffer.from(`picture ${text}`);

describe('history: updates', () => {
  it('keeps what was added, newest agent first, and gives the bytes back', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const first = sampleUpdate(agent('a'), picture('1'));
      const second = sampleUpdate(agent('b'), picture('2'));
      const third = sampleUpdate(agent('a'), picture('3'), { agentName: 'Anna' });
      for (const [index, update] of [first, second, third].entries()) await updates.add(update, picture(String(index + 1)));
      // Another window, with nothing in memory.
      const other = new Updates(folder, never);
      assert.deepEqual(await other.newestOfEach(origin), [third, second]);
      assert.deepEqual(await other.ofAgent({ origin, agentId: agent('a') }), [third, first]);
      assert.deepEqual(await other.newestOf({ origin, agentId: agent('a') }), third);
      assert.equal(await other.count(origin), 3);
      assert.deepEqual(Buffer.from((await other.pictures.read(first.image))!), picture('1'));
    }));

  it('keeps the histories of servers apart', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const here = sampleUpdate(agent('a'), picture('1'));
      const there = sampleUpdate(agent('a'), picture('2'), { origin: 'https://other.example.com' });
      await updates.add(here, picture('1'));
      await updates.add(there, picture('2'));
      assert.deepEqual(await updates.newestOfEach(origin), [here]);
      await updates.clear(origin);
      assert.deepEqual(await updates.newestOfEach(origin), []);
      assert.deepEqual(await updates.newestOfEach(there.origin), [there]);
      assert.ok(await updates.pictures.read(there.image));
    }));

  it('keeps a picture once, and as long as one update names it', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const shared = picture('shared');
      const [a, b] = [sampleUpdate(agent('a'), shared), sampleUpdate(agent('b'), shared)];
      await updates.add(a, shared);
      await updates.add(b, shared);
      assert.equal((await readdir(join(folder, 'pictures'))).length, 1);
      await updates.removeAgent({ origin, agentId: a.agentId });
      assert.ok(await updates.pictures.read(b.image));
      await updates.removeAgent({ origin, agentId: b.agentId });
      assert.deepEqual(await filesBut(marks, folder), []);
    }));

  it('tells which agents have had other pictures than the newest', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      for (const [name, content] of [
        ['a', '1'],
        ['a', '2'],
        ['b', '1'],
        ['b', '1'],
        ['c', '1'],
      ] as const) {
        await updates.add(sampleUpdate(agent(name), picture(content)), picture(content));
      }
      const hasEarlier = await updates.haveEarlier(origin);
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((name) => hasEarlier(agent(name))),
        ['a'],
      );
      assert.ok(!(await updates.haveEarlier('https://other.example'))(agent('a')));
    }));

  it('writes a kept picture anew when its bytes were changed on disk', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const update = sampleUpdate(agent('a'), picture('1'));
      await updates.add(update, picture('1'));
      await writeFile(updates.pictures.pathOf(update.image), picture('X'));
      assert.equal(await updates.pictures.read(update.image), undefined);
      await updates.add({ ...update, id: sampleUpdate(agent('a'), picture('1')).id }, picture('1'));
      assert.ok(await updates.pictures.read(update.image));
    }));

  it('deletes what was set aside of an agent with the agent', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, () => undefined);
      const update = sampleUpdate(agent('a'), picture('1'));
      await updates.add(update, picture('1'));
      await writeFile(pathOf(folder, update), '{');
      assert.deepEqual(await new Updates(folder, () => undefined).newestOfEach(origin), []);
      assert.deepEqual(
        (await filesIn(folder)).map((name) => name.split('.').pop()),
        ['png', 'damaged'],
      );
      await updates.removeAgent({ origin, agentId: agent('a') });
      assert.deepEqual(await filesBut(marks, folder), []);
    }));
});

describe('history: what cannot be read', () => {
  const whole = formatRecord(sampleUpdate(agent('a'), picture('new')));
  const newer = JSON.stringify({ version: 2, update: { anything: true } });
  const cases: [string, (json: string) => string, Unreadable][] = [
    ['half a line', (json) => json.slice(0, json.length / 2), 'damaged'],
    ['nothing', () => '', 'damaged'],
    ['another update under its name', () => whole, 'damaged'],
    ['a file of a newer version', () => newer, 'newer'],
    ['a flipped bit in a name that still reads as text', (json) => json.replace('face.png', 'fabe.png'), 'damaged'],
    ['no checksum', (json) => json.replace(/"sha256":"[0-9a-f]{64}",/, ''), 'damaged'],
  ];
  for (const [what, damage, why] of cases) {
    it(`sets aside ${what}, says it once, and shows the agent's next newest`, () =>
      inFolder(async (folder) => {
        const older = sampleUpdate(agent('a'), picture('old'));
        const newest = sampleUpdate(agent('a'), picture('new'));
        const writer = new Updates(folder, never);
        await writer.add(older, picture('old'));
        await writer.add(newest, picture('new'));
        await writeFile(pathOf(folder, newest), damage(formatRecord(newest)));
        const said: Unreadable[] = [];
        const windows = [1, 2, 3].map(() => new Updates(folder, (reason) => said.push(reason)));
        for (const lists of await Promise.all(windows.map((window) => window.newestOfEach(origin)))) assert.deepEqual(lists, [older]);
        assert.deepEqual(await new Updates(folder, never).ofAgent({ origin, agentId: agent('a') }), [older]);
        assert.deepEqual(said, [why]);
        assert.ok((await filesIn(folder)).some((name) => name.endsWith(`.${why}`)));
      }));
  }

  it('every single flipped bit of a record is noticed or harmless', () =>
    inFolder(async (folder) => {
      const update = sampleUpdate(agent('a'), picture('1'), { agentName: 'Anna', avatarUrl: 'https://cdn.example.com/a.png' });
      const bytes = Buffer.from(formatRecord(update));
      const updates = new Updates(folder, () => undefined);
      await updates.add(update, picture('1'));
      for (let index = 0; index < bytes.length; index += 3) {
        const flipped = Buffer.from(bytes);
        flipped[index]! ^= 1 << (index % 8);
        await writeFile(pathOf(folder, update), flipped);
        const found = await new Updates(folder, () => undefined).newestOf({ origin, agentId: update.agentId });
        if (found) assert.deepEqual(found, update, `bit flipped in byte ${index}`);
      }
    }));

  it('takes a record back that an older version had set aside, and keeps its picture until then', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const update = sampleUpdate(agent('a'), picture('1'));
      await updates.add(update, picture('1'));
      const setAside = `${pathOf(folder, update)}.newer`;
      await rename(pathOf(folder, update), setAside);
      await writeFile(setAside, newer);
      await updates.tidy(plenty);
      assert.ok(await updates.pictures.read(update.image));
      await writeFile(setAside, formatRecord(update));
      await updates.tidy(plenty);
      assert.deepEqual(await updates.newestOfEach(origin), [update]);
      assert.ok(await updates.pictures.read(update.image));
    }));
});

describe('history: limits', () => {
  it('gives up the oldest beyond so many an agent, with their bytes', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const all: AvatarUpdate[] = [];
      for (let index = 0; index < 7; index++) {
        const bytes = picture(String(index));
        all.push(sampleUpdate(agent('a'), bytes));
        await updates.add(all.at(-1)!, bytes);
      }
      await updates.tidy({ perAgent: 3, bytes: 1e9 });
      assert.deepEqual(await updates.ofAgent({ origin, agentId: agent('a') }), all.slice(-3).reverse());
      assert.equal((await readdir(join(folder, 'pictures'))).length, 3);
    }));

  it('gives up the oldest of all beyond so many bytes, never the newest of an agent', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const add = async (name: string, fill: number) => {
        const bytes = Buffer.alloc(1000, fill);
        const update = sampleUpdate(agent(name), bytes);
        await updates.add(update, bytes);
        return update;
      };
      const lonely = await add('lonely', 1);
      const [, a2, a3] = [await add('a', 2), await add('a', 3), await add('a', 4)];
      await updates.tidy({ perAgent: 20, bytes: 3000 });
      assert.deepEqual(await updates.ofAgent({ origin, agentId: agent('a') }), [a3, a2]);
      assert.deepEqual(await updates.ofAgent({ origin, agentId: agent('lonely') }), [lonely]);
      await updates.tidy({ perAgent: 20, bytes: 1 });
      assert.deepEqual(await updates.newestOfEach(origin), [a3, lonely]);
      assert.ok(await updates.pictures.read(lonely.image));
    }));

  it('does not count a damaged record as the newest', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const older = sampleUpdate(agent('a'), picture('1'));
      const newest = sampleUpdate(agent('a'), picture('2'));
      await updates.add(older, picture('1'));
      await updates.add(newest, picture('2'));
      await writeFile(pathOf(folder, newest), 'no record');
      const other = new Updates(folder, () => undefined);
      await other.tidy({ perAgent: 1, bytes: 1e9 });
      assert.deepEqual(await other.newestOfEach(origin), [older]);
      assert.ok(await other.pictures.read(older.image));
    }));

  it('deletes what killed processes left half written, when it is old', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const update = sampleUpdate(agent('a'), picture('1'));
      await updates.add(update, picture('1'));
      const left = [`${pathOf(folder, update)}.x.part`, join(folder, 'pictures', 'x.png.y.part')];
      const fresh = join(folder, 'pictures', 'z.png.y.part');
      for (const path of [...left, fresh]) await writeFile(path, 'half');
      const longAgo = new Date(Date.now() - 7_200_000);
      for (const path of left) await utimes(path, longAgo, longAgo);
      await updates.tidy(plenty);
      const names = await filesIn(folder);
      assert.equal(names.length, 3);
      assert.ok(names.includes(fresh.slice(folder.length + 1)), 'a write under way is left alone');
    }));
});

describe('history: pictures that another process is about to need', () => {
  // One process sweeps, the other adds: every place where the second can come in between the steps of the first.
  it('are there afterwards, wherever the two processes meet', async () => {
    const bytes = picture('shared');
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
        const adder = new Updates(folder, never);
        const sweeper = new Updates(folder, never);
        const update = sampleUpdate(agent('a'), bytes);
        // There from an update that was just removed.
        await adder.pictures.keep(update.image, bytes);
        const recordPath = pathOf(folder, update);
        const keys = () =>
          readdir(join(folder, 'updates', keyOf(origin))).then(
            (names) => new Set(names.map((name) => name.slice(40, 56))),
            () => new Set<string>(),
          );
        const doStep = {
          kept: () => adder.pictures.keep(update.image, bytes),
          recorded: async () => {
            const { writeWhole } = await import('../../../src/core/history/atomicFile.ts');
            await writeWhole(recordPath, formatRecord(update));
          },
          checked: () => adder.pictures.keepStill(update.image, bytes),
        };
        const arrive = async (place: number) => {
          for (const [index, step] of steps.entries()) if (schedule[index] === place) await doStep[step]();
        };
        await arrive(0);
        let look = 0;
        await sweeper.pictures.sweep(async () => {
          look++;
          if (look === 2) await arrive(2);
          const found = await keys();
          await arrive(look === 1 ? 1 : 3);
          return found;
        });
        if (look === 1) await arrive(2).then(() => arrive(3));
        await arrive(4);
        assert.ok(await adder.pictures.read(update.image), `lost with the steps at ${schedule.map((place) => places[place]).join(', ')}`);
        await sweeper.pictures.sweep(keys);
        assert.ok(await adder.pictures.read(update.image), 'lost at the next sweep');
      });
    }
  });

  it('come back from a sweep that was killed half-way', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const update = sampleUpdate(agent('a'), picture('1'));
      await updates.add(update, picture('1'));
      const path = updates.pictures.pathOf(update.image);
      const trash = `${path}.3f2504e0-4f89-41d3-9a0c-0305e82c3301.trash`;
      await rename(path, trash);
      assert.ok(await updates.pictures.read(update.image), 'when they are read');
      await rename(path, trash);
      await updates.tidy(plenty);
      assert.deepEqual(await readdir(join(folder, 'pictures')), [basename(path)], 'at the next sweep');
    }));
});

describe('history: a full disk', () => {
  it('refuses the update, keeps what was there, and leaves nothing behind', function () {
    if (process.platform === 'win32') this.skip();
    return inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const kept = sampleUpdate(agent('a'), picture('1'));
      await updates.add(kept, picture('1'));
      const before = await filesIn(folder);
      // A limit on the size of files makes the operating system fail the write half-way, as a full disk does.
      const script = join(__dirname, 'addLarge.ts');
      const command = `ulimit -f 64; exec "${process.execPath}" --import tsx "${script}" "${folder}"`;
      const { stdout } = await promisify(execFile)('sh', ['-c', command]);
      assert.match(stdout, /^(?:EFBIG|ENOSPC)\n$/);
      assert.deepEqual(await filesIn(folder), before);
      assert.deepEqual(await new Updates(folder, never).newestOfEach(origin), [kept]);
    });
  });
});

describe('history: earlier avatars', () => {
  it('are those before an update, each picture once, as far as their bytes are there', () =>
    inFolder(async (folder) => {
      const updates = new Updates(folder, never);
      const set = async (text: string) => {
        const update = sampleUpdate(agent('a'), picture(text));
        await updates.add(update, picture(text));
        return update;
      };
      const [, b, gone, again, current, newer] = [
        await set('1'),
        await set('2'),
        await set('3'),
        await set('1'),
        await set('4'),
        await set('5'),
      ];
      await rm(updates.pictures.pathOf(gone.image));
      assert.deepEqual(await earlierAvatars(updates, current), [again, b]);
      assert.deepEqual(await earlierAvatars(updates, newer), [current, again, b]);
      assert.deepEqual(await earlierAvatars(updates, again), [b]);
    }));
});

describe('history: other windows', () => {
  it('are followed within a second, and only told of real changes', () =>
    inFolder(async (folder) => {
      const [mine, theirs] = [new Updates(folder, never), new Updates(folder, never)];
      let changes = 0;
      mine.onDidChange(() => changes++);
      const following = mine.follow(origin, () => true);
      try {
        await pause(200);
        assert.equal(changes, 0);
        const update = sampleUpdate(agent('a'), picture('1'));
        await theirs.add(update, picture('1'));
        const added = Date.now();
        await until(() => changes > 0);
        assert.ok(Date.now() - added < 1000, `${Date.now() - added} ms`);
        assert.deepEqual(await mine.newestOfEach(origin), [update]);
        await pause(1000);
        assert.equal(changes, 1);
        await rm(pathOf(folder, update));
        const removed = Date.now();
        await until(() => changes > 1);
        assert.ok(Date.now() - removed < 1000, `${Date.now() - removed} ms`);
      } finally {
        following.dispose();
      }
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

function pathOf(folder: string, update: AvatarUpdate): string {
  const { server, name } = recordName(update);
  return join(folder, 'updates', server, name);
}

/** Waits until something holds, at most three seconds; what the test asserts next says whether it did. */
async function until(holds: () => boolean): Promise<void> {
  for (const started = Date.now(); !holds() && Date.now() - started < 3000;) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

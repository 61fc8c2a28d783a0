import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import { earlierAvatars } from '../../../src/core/history/earlier.ts';
import type { Unreadable } from '../../../src/core/history/entryRecord.ts';
import { History } from '../../../src/core/history/history.ts';
import { agent, filesIn, inFolder, origin, pathOf, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const never = (why: Unreadable) => assert.fail(`set aside as ${why}`);
const plenty = { perAgent: 1000, bytes: 1e9 };
/** Where it stays known that agents were acted on. */
const marks = 'last-acts';
const filesBut = async (part: string, folder: string) => (await filesIn(folder)).filter((name) => !name.startsWith(part));
const image = (text: string) => Buffer.from(`image ${text}`);

describe('history: entries', () => {
  it('keeps what was added, newest agent first, and gives the bytes back', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const first = sampleUpdate(agent('a'), image('1'));
      const second = sampleUpdate(agent('b'), image('2'));
      const third = sampleUpdate(agent('a'), image('3'), { agentName: 'Anna' });
      for (const [index, entry] of [first, second, third].entries()) await history.add(entry, image(String(index + 1)));
      // Another window, with nothing in memory.
      const other = new History(folder, never);
      assert.deepEqual(await other.newestOfEach(origin), [third, second]);
      assert.deepEqual(await other.ofAgent({ origin, agentId: agent('a') }), [third, first]);
      assert.deepEqual(await other.newestOf({ origin, agentId: agent('a') }), third);
      assert.equal(await other.count(origin), 3);
      assert.deepEqual(Buffer.from((await other.images.read(first.image))!), image('1'));
    }));

  it('keeps the histories of servers apart', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const here = sampleUpdate(agent('a'), image('1'));
      const there = sampleUpdate(agent('a'), image('2'), { origin: 'https://other.example.com' });
      await history.add(here, image('1'));
      await history.add(there, image('2'));
      assert.deepEqual(await history.newestOfEach(origin), [here]);
      await history.clear(origin);
      assert.deepEqual(await history.newestOfEach(origin), []);
      assert.deepEqual(await history.newestOfEach(there.origin), [there]);
      assert.ok(await history.images.read(there.image));
    }));

  it('keeps an image once, and as long as one entry names it', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const shared = image('shared');
      const [a, b] = [sampleUpdate(agent('a'), shared), sampleUpdate(agent('b'), shared)];
      await history.add(a, shared);
      await history.add(b, shared);
      assert.equal((await readdir(join(folder, 'pictures'))).length, 1);
      await history.removeAgent({ origin, agentId: a.agentId });
      assert.ok(await history.images.read(b.image));
      await history.removeAgent({ origin, agentId: b.agentId });
      assert.deepEqual(await filesBut(marks, folder), []);
    }));

  it('tells which agents have had other images than the newest', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      for (const [name, content] of [
        ['a', '1'],
        ['a', '2'],
        ['b', '1'],
        ['b', '1'],
        ['c', '1'],
      ] as const) {
        await history.add(sampleUpdate(agent(name), image(content)), image(content));
      }
      const hasEarlier = await history.haveEarlier(origin);
      assert.deepEqual(
        ['a', 'b', 'c', 'd'].filter((name) => hasEarlier(agent(name))),
        ['a'],
      );
      assert.ok(!(await history.haveEarlier('https://other.example'))(agent('a')));
    }));

  it('writes a kept image anew when its bytes were changed on disk', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const entry = sampleUpdate(agent('a'), image('1'));
      await history.add(entry, image('1'));
      await writeFile(history.images.pathOf(entry.image), image('X'));
      assert.equal(await history.images.read(entry.image), undefined);
      await history.add({ ...entry, id: sampleUpdate(agent('a'), image('1')).id }, image('1'));
      assert.ok(await history.images.read(entry.image));
    }));

  it('deletes what was set aside of an agent with the agent', () =>
    inFolder(async (folder) => {
      const history = new History(folder, () => undefined);
      const entry = sampleUpdate(agent('a'), image('1'));
      await history.add(entry, image('1'));
      await writeFile(pathOf(folder, entry), '{');
      assert.deepEqual(await new History(folder, () => undefined).newestOfEach(origin), []);
      assert.deepEqual(
        (await filesIn(folder)).map((name) => name.split('.').pop()),
        ['png', 'damaged'],
      );
      await history.removeAgent({ origin, agentId: agent('a') });
      assert.deepEqual(await filesBut(marks, folder), []);
    }));
});

describe('history: limits', () => {
  it('gives up the oldest beyond so many an agent, with their bytes', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const all: HistoryEntry[] = [];
      for (let index = 0; index < 7; index++) {
        const bytes = image(String(index));
        all.push(sampleUpdate(agent('a'), bytes));
        await history.add(all.at(-1)!, bytes);
      }
      await history.tidy({ perAgent: 3, bytes: 1e9 });
      assert.deepEqual(await history.ofAgent({ origin, agentId: agent('a') }), all.slice(-3).reverse());
      assert.equal((await readdir(join(folder, 'pictures'))).length, 3);
    }));

  it('gives up the oldest of all beyond so many bytes, never the newest of an agent', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const add = async (name: string, fill: number) => {
        const bytes = Buffer.alloc(1000, fill);
        const entry = sampleUpdate(agent(name), bytes);
        await history.add(entry, bytes);
        return entry;
      };
      const lonely = await add('lonely', 1);
      const [, a2, a3] = [await add('a', 2), await add('a', 3), await add('a', 4)];
      await history.tidy({ perAgent: 20, bytes: 3000 });
      assert.deepEqual(await history.ofAgent({ origin, agentId: agent('a') }), [a3, a2]);
      assert.deepEqual(await history.ofAgent({ origin, agentId: agent('lonely') }), [lonely]);
      await history.tidy({ perAgent: 20, bytes: 1 });
      assert.deepEqual(await history.newestOfEach(origin), [a3, lonely]);
      assert.ok(await history.images.read(lonely.image));
    }));

  it('does not count a damaged record as the newest', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const older = sampleUpdate(agent('a'), image('1'));
      const newest = sampleUpdate(agent('a'), image('2'));
      await history.add(older, image('1'));
      await history.add(newest, image('2'));
      await writeFile(pathOf(folder, newest), 'no record');
      const other = new History(folder, () => undefined);
      await other.tidy({ perAgent: 1, bytes: 1e9 });
      assert.deepEqual(await other.newestOfEach(origin), [older]);
      assert.ok(await other.images.read(older.image));
    }));

  it('deletes what killed processes left half written, when it is old', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const entry = sampleUpdate(agent('a'), image('1'));
      await history.add(entry, image('1'));
      const left = [`${pathOf(folder, entry)}.x.part`, join(folder, 'pictures', 'x.png.y.part')];
      const fresh = join(folder, 'pictures', 'z.png.y.part');
      for (const path of [...left, fresh]) await writeFile(path, 'half');
      const longAgo = new Date(Date.now() - 7_200_000);
      for (const path of left) await utimes(path, longAgo, longAgo);
      await history.tidy(plenty);
      const names = await filesIn(folder);
      assert.equal(names.length, 3);
      assert.ok(names.includes(fresh.slice(folder.length + 1)), 'a write under way is left alone');
    }));
});

describe('history: a full disk', () => {
  it('refuses the entry, keeps what was there, and leaves nothing behind', function () {
    if (process.platform === 'win32') this.skip();
    return inFolder(async (folder) => {
      const history = new History(folder, never);
      const kept = sampleUpdate(agent('a'), image('1'));
      await history.add(kept, image('1'));
      const before = await filesIn(folder);
      // A limit on the size of files makes the operating system fail the write half-way, as a full disk does.
      const script = join(__dirname, 'addLarge.ts');
      const command = `ulimit -f 64; exec "${process.execPath}" --import tsx "${script}" "${folder}"`;
      const { stdout } = await promisify(execFile)('sh', ['-c', command]);
      assert.match(stdout, /^(?:EFBIG|ENOSPC)\n$/);
      assert.deepEqual(await filesIn(folder), before);
      assert.deepEqual(await new History(folder, never).newestOfEach(origin), [kept]);
    });
  });
});

describe('history: earlier avatars', () => {
  it('are those before an entry, each image once, as far as their bytes are there', () =>
    inFolder(async (folder) => {
      const history = new History(folder, never);
      const set = async (text: string) => {
        const entry = sampleUpdate(agent('a'), image(text));
        await history.add(entry, image(text));
        return entry;
      };
      const [, b, gone, again, current, newer] = [
        await set('1'),
        await set('2'),
        await set('3'),
        await set('1'),
        await set('4'),
        await set('5'),
      ];
      await rm(history.images.pathOf(gone.image));
      assert.deepEqual(await earlierAvatars(history, current), [again, b]);
      assert.deepEqual(await earlierAvatars(history, newer), [current, again, b]);
      assert.deepEqual(await earlierAvatars(history, again), [b]);
    }));
});

describe('history: other windows', () => {
  it('are followed, and only told of real changes', () =>
    inFolder(async (folder) => {
      const [mine, theirs] = [new History(folder, never), new History(folder, never)];
      let changes = 0;
      mine.onDidChange(() => changes++);
      const following = mine.follow(origin, () => true);
      try {
        // What was there when the following began is no change: something is added until one is told.
        const entries: HistoryEntry[] = [];
        while (changes === 0) {
          const entry = sampleUpdate(agent(`a${entries.length}`), image('1'));
          await theirs.add(entry, image('1'));
          entries.unshift(entry);
          await pause(500);
        }
        await untilQuiet(() => changes);
        assert.deepEqual(await mine.newestOfEach(origin), entries);
        const told = changes;
        // A file that is being written is looked at more than once, and is no change.
        const [newest, ...others] = entries;
        await writeFile(`${pathOf(folder, newest!)}.x.part`, 'half a rec');
        await pause(1000);
        assert.equal(changes, told);
        await rm(pathOf(folder, newest!));
        await until(() => changes > told);
        assert.deepEqual(await mine.newestOfEach(origin), others);
        assert.equal(changes, told + 1);
      } finally {
        following.dispose();
      }
    }));
});

/** Waits until a count stays the same for longer than the folder's poll takes. */
async function untilQuiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    await pause(1500);
  }
}

/** Waits until something holds, as long as the test may take. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(10);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

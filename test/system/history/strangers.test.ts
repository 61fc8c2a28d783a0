import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newDraft } from '../../../src/core/history/draft.ts';
import { DraftStore } from '../../../src/core/history/draftStore.ts';
import { History } from '../../../src/core/history/history.ts';
import { inspectImage } from '../../../src/core/image/inspect.ts';
import { sentImage } from '../../../src/core/services/journaledUpload.ts';
import { agent, filesIn, inFolder, origin, sampleUpdate } from '../../support/history/sampleUpdate.ts';
import { imageOf, quickPace } from '../../support/upload/testWindow.ts';

/** What may stand where a file should; none of it can be read to an end that means anything. */
const strangers: [string, (path: string) => unknown][] = [
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdir(path)],
  ['a folder that is not empty', (path) => mkdir(join(path, 'in'), { recursive: true })],
  ['a link to a device without an end', (path) => symlink('/dev/zero', path)],
  ['a link to itself', (path) => symlink(path, path)],
  ['a link to nothing', (path) => symlink('/nowhere', path)],
  ['a file of three gigabytes', (path) => writeFile(path, '').then(() => truncate(path, 3e9))],
];

describe('history: strangers among its files', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const one = { origin, agentId: agent('a') };
  const [first, second, third] = [imageOf(1), imageOf(2), imageOf(3)];

  /** A history of two entries, one act that was killed while it sent, one that is in doubt, and a mark. */
  async function fill(folder: string): Promise<void> {
    // Its acts show no life.
    const history = new History(folder, () => assert.fail('set aside'), { ...quickPace, beat: 1e9 });
    for (const image of [first, second]) {
      await history.add({ ...sampleUpdate(one.agentId, image.bytes), image: sentImage(image) }, image.bytes);
    }
    for (const isKilled of [false, true]) {
      const act = await history.journal.begin({ ...one, image: sentImage(imageOf(4)) });
      await act.keepBefore(sentImage(third), third.bytes);
      await act.beginAttempt(1_000);
      if (!isKilled) await act.leaveUnsettled();
    }
    const forgotten = { ...sampleUpdate(agent('b'), first.bytes), image: sentImage(first) };
    await history.add(forgotten, first.bytes);
    await history.removeAgent(forgotten);
  }

  for (const [what, make] of strangers) {
    it(`are passed over where one is ${what}, whichever file it replaces`, () =>
      inFolder(async (folder) => {
        await fill(folder);
        const files = await filesIn(folder);
        assert.deepEqual([...new Set(files.map((file) => file.split('/')[0]))], ['acts', 'before', 'last-acts', 'pictures', 'updates']);
        for (const [index, file] of files.entries()) {
          const path = join(folder, file);
          await rm(path);
          await make(path);
          await make(join(dirname(path), `stranger-${index}`));
        }
        for (const part of ['acts', 'updates', 'before', 'last-acts']) await make(join(folder, part, 'stranger'));
        const history = new History(folder, () => undefined, { ...quickPace, patience: 100 });
        await history.newestOfEach(origin);
        await history.journal.recover();
        await history.tidy({ perAgent: 1, bytes: 1 });
        const act = await history.journal.begin({ ...one, image: sentImage(imageOf(5)) });
        await act.waitForOlder(new AbortController().signal, () => assert.fail('waits'));
        await act.keepBefore(sentImage(imageOf(6)), imageOf(6).bytes);
        (await act.beginAttempt(1_000))?.(true);
        await act.accept({ ...act.intent, at: Date.now() }, imageOf(5).bytes);
        const entries = await history.ofAgent(one);
        assert.deepEqual(
          entries.map(({ image }) => image.sha256),
          [imageOf(5), imageOf(6)].map((image) => sentImage(image).sha256),
        );
        await history.clear(origin);
        await history.tidy({ perAgent: 1, bytes: 1 });
        assert.deepEqual(await history.newestOfEach(origin), []);
      }));

    it(`are no images where one is ${what}: it is written anew, unless that cannot be`, () =>
      inFolder(async (folder) => {
        const history = new History(folder, () => assert.fail('set aside'));
        const entry = { ...sampleUpdate(one.agentId, first.bytes), image: sentImage(first) };
        const path = history.images.pathOf(entry.image);
        await mkdir(dirname(path));
        await make(path);
        const isKept = await history.add(entry, first.bytes).then(
          () => true,
          () => false,
        );
        assert.equal(isKept, !what.startsWith('a folder'));
        assert.equal((await history.images.read(entry.image)) !== undefined, isKept);
      }));

    it(`are no drafts where one is ${what}`, () =>
      inFolder(async (folder) => {
        const image = await inspectImage(first.bytes, 'a.png', Infinity);
        assert.ok(image.ok);
        const kept = newDraft({ ...one, image: image.value });
        for (const ending of ['.json', '.picture']) {
          await new DraftStore(folder, 1, () => false).keep(kept);
          const file = (await readdir(folder)).find((name) => name.endsWith(ending))!;
          await rm(join(folder, file));
          await make(join(folder, file));
          const store = new DraftStore(folder, 2, () => false);
          assert.equal(await store.read(), undefined);
          const other = newDraft({ ...one, image: image.value });
          await store.keep(other);
          assert.equal((await store.read(other.id))?.id, other.id);
          await store.forget(other.id);
          await rm(join(folder, file), { recursive: true, force: true });
        }
      }));
  }
});

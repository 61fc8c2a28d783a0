import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentImage } from '../../../src/core/services/journaledUpload.ts';
import { History } from '../../../src/core/history/history.ts';
import { agent, inFolder, origin } from '../../support/history/sampleUpdate.ts';
import { imageOf, quickPace } from '../../support/upload/testWindow.ts';

const image = imageOf(1);
const intent = { origin, agentId: agent('a'), image: sentImage(image) };
const diskError = { code: /^E[A-Z]+$/ };

describe('history: an act where the journal cannot be read', () => {
  const inUpdates = (test: (history: History, folder: string) => Promise<void>) =>
    inFolder(async (folder) => {
      const history = new History(folder, () => assert.fail('set aside'), quickPace);
      await test(history, folder);
    });
  /** A file where the folder should be stops also who may read everything. */
  const spoil = (folder: string, part: string) => writeFile(join(folder, part), '');

  for (const part of ['acts', 'last-acts', 'updates']) {
    it(`since ${part} is a file says so where it begins, waits and is marked, and can go out unmarked`, () =>
      inUpdates(async (history, folder) => {
        await spoil(folder, part);
        const act = await history.journal.begin(intent);
        const signal = new AbortController().signal;
        if (part === 'acts') await assert.rejects(act.start(), diskError);
        if (part === 'acts')
          await assert.rejects(
            act.waitForOlder(signal, () => assert.fail('waits')),
            diskError,
          );
        await assert.rejects(act.beginAttempt(1_000), diskError);
        const end = await act.beginUnmarkedAttempt();
        assert.ok(end);
        end(true);
        await assert.rejects(act.withdraw(), diskError);
      }));
  }

  it('goes out when it is older than nothing that was set in this window', () =>
    inUpdates(async (history, folder) => {
      await spoil(folder, 'acts');
      const [old, newer] = [await history.journal.begin(intent), await history.journal.begin(intent)];
      (await newer.beginUnmarkedAttempt())?.(true);
      await assert.rejects(newer.accept({ ...newer.intent, at: Date.now() }, image.bytes), diskError);
      assert.equal(await old.beginUnmarkedAttempt(), undefined);
      assert.ok(old.overtaken.aborted);
      const newest = await history.journal.begin(intent);
      assert.ok(await newest.beginUnmarkedAttempt());
      for (const act of [old, newest]) await assert.rejects(act.withdraw(), diskError);
    }));

  it('that was begun before is ended like that of a killed window when it can be read again', () =>
    inUpdates(async (history, folder) => {
      const act = await history.journal.begin(intent);
      const there = imageOf(2);
      await act.keepBefore(sentImage(there), there.bytes);
      assert.ok(await act.beginAttempt(1_000));
      await rename(join(folder, 'acts'), join(folder, 'acts.away'));
      await spoil(folder, 'acts');
      await assert.rejects(act.leaveUnsettled(), diskError);
      await rm(join(folder, 'acts'));
      await rename(join(folder, 'acts.away'), join(folder, 'acts'));
      const later = new History(folder, () => assert.fail('set aside'), { ...quickPace, patience: 200 });
      await later.journal.recover();
      assert.equal((await later.newestOf(intent))?.image.sha256, sentImage(there).sha256);
    }));
});

import assert from 'node:assert/strict';
import { KeptAvatars } from '../../../src/core/services/keptAvatars.ts';
import { filesIn } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, TestWindow } from '../../support/upload/testWindow.ts';
import { inWindow as inWindowOf, useServerShowing } from '../../support/upload/windows.ts';

const isImage = ({ path }: { readonly path: string }) => path.startsWith('/avatars/');
const isLook = ({ path }: { readonly path: string }) => path.endsWith('/widget');
const [original, doubtful, next] = [imageOf(1, 'original.png'), imageOf(2, 'doubtful.png'), imageOf(3, 'next.png')];
const limits = { perAgent: 20, bytes: 1e9 };

describe('an avatar that was sent and may have been set', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));

  const inWindow = (test: (window: TestWindow, folder: string) => Promise<void>) => inWindowOf(sandbox.url, test);

  /** It is set, and no answer says so. */
  async function setUnheard(window: TestWindow): Promise<void> {
    sandbox.fail({ kind: 'accept-then-fail', status: 504 }, { times: 4, match: isUpload });
    assert.equal((await window.set(doubtful)).ok, false);
    assert.equal(sandbox.avatarOf('agent_1')?.sha256, hashOf(doubtful));
  }

  for (const [where, hide] of [
    [
      'a cache delivers the one before',
      () => sandbox.fail({ kind: 'answer', body: original.bytes, contentType: 'image/png' }, { times: 9, match: isImage }),
    ],
    ['the server has no look', () => sandbox.fail({ kind: 'status', status: 404 }, { times: 9, match: isLook })],
  ] as [string, () => void][]) {
    it(`can be restored after the next one, also where ${where}, and is not what Undo sets`, () =>
      inWindow(async (window, folder) => {
        hide();
        assert.ok((await window.set(original)).ok);
        await setUnheard(window);
        const reloaded = new TestWindow(folder, sandbox.url);
        const sent = await reloaded.set(next);
        assert.ok(sent.ok, JSON.stringify(sent));
        await reloaded.history.journal.recover();
        await reloaded.history.tidy(limits);
        assert.deepEqual((await reloaded.restorable()).sort(), [hashOf(doubtful), hashOf(original)].sort());
        const undone = await new KeptAvatars(reloaded.history).readToUndo(sent.value);
        assert.equal(undone.ok && hashOf(undone.value.image), hashOf(original));
        const isEarlier = await reloaded.history.haveEarlier(reloaded.agent.origin);
        assert.ok(isEarlier(reloaded.agent.agentId));
        await reloaded.client.dispose();
      }));
  }

  it('can be restored where somebody has set another elsewhere, and nothing was set from here before', () =>
    inWindow(async (window) => {
      sandbox.reset();
      await setUnheard(window);
      sandbox.setElsewhere('agent_1', next);
      assert.deepEqual(await window.restorable(), [hashOf(doubtful)]);
    }));

  it('is what was set from here once a look has seen it', () =>
    inWindow(async (window, folder) => {
      await setUnheard(window);
      assert.ok((await window.set(next)).ok);
      await window.history.tidy(limits);
      assert.deepEqual(await window.fileNames(), ['next.png', 'doubtful.png', 'found previous-avatar.png']);
      assert.deepEqual(
        (await filesIn(folder)).filter((name) => name.startsWith('acts/')),
        [],
      );
    }));

  it('counts among what is kept; the newest of them, and the newest that surely was set, are never given up', () =>
    inWindow(async (window) => {
      assert.ok((await window.set(original)).ok);
      for (let mark = 10; mark < 13; mark++) {
        sandbox.fail({ kind: 'status', status: 504 }, { times: 4, match: isUpload });
        assert.equal((await window.set(imageOf(mark))).ok, false);
      }
      await window.history.tidy({ perAgent: 2, bytes: 1e9 });
      assert.deepEqual(await window.restorable(), [hashOf(imageOf(12)), hashOf(imageOf(11)), hashOf(original)]);
      await window.history.tidy({ perAgent: 20, bytes: 1 });
      assert.deepEqual(await window.restorable(), [hashOf(imageOf(12)), hashOf(original)]);
    }));
});

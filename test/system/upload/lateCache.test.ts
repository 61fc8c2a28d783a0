import assert from 'node:assert/strict';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import { earlierAvatars } from '../../../src/core/history/earlier.ts';
import { isStale } from '../../../src/core/history/staleLook.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, type TestWindow } from '../../support/upload/testWindow.ts';
import { inWindow as inWindowOf, useServerShowing } from '../../support/upload/windows.ts';

const isImage = ({ path }: { readonly path: string }) => path.startsWith('/avatars/');
const [original, first, second, third] = [
  imageOf(1, 'original.png'),
  imageOf(2, 'first.png'),
  imageOf(3, 'second.png'),
  imageOf(4, 'third.png'),
];

describe('what an upload replaces where a cache is late', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));

  const inWindow = (test: (window: TestWindow) => Promise<void>) => inWindowOf(sandbox.url, test);

  /** Sets an avatar. @returns the hashes of what it can be taken back to, first what Undo sets */
  async function setAndLookBack(window: TestWindow, image: AvatarImage, delivered?: AvatarImage): Promise<string[]> {
    if (delivered) sandbox.fail({ kind: 'answer', body: delivered.bytes, contentType: 'image/png' }, { match: isImage });
    const sent = await window.set(image);
    assert.ok(sent.ok);
    return (await earlierAvatars(window.history, sent.value)).map((entry) => entry.image.sha256);
  }

  it('is what was set from here last, not what that replaced', () =>
    inWindow(async (window) => {
      assert.deepEqual(await setAndLookBack(window, first), [hashOf(original)]);
      assert.deepEqual(await setAndLookBack(window, second, original), [hashOf(first), hashOf(original)]);
      for (const late of [original, first]) {
        assert.deepEqual(await setAndLookBack(window, third, late), [hashOf(second), hashOf(first), hashOf(original)]);
        assert.deepEqual(await setAndLookBack(window, second, second), [hashOf(third), hashOf(first), hashOf(original)]);
      }
    }));

  it('is what is shown, where the clock was a day ahead when that was replaced', () =>
    inWindow(async (window) => {
      await setAndLookBack(window, first);
      const [newest] = await window.history.ofAgent(window.agent);
      assert.ok(
        newest &&
          isStale(
            [
              { ...newest, id: 'b' },
              { ...newest, image: { ...newest.image, sha256: 'x' } },
            ],
            'x',
          ),
      );
      const later = { ...newest, at: newest.at + 24 * 3_600_000 };
      assert.ok(!isStale([later, { ...newest, image: { ...newest.image, sha256: 'x' } }], 'x'));
    }));

  it('is what was set elsewhere in between, if it is any other image', () =>
    inWindow(async (window) => {
      const elsewhere = imageOf(9);
      await setAndLookBack(window, first);
      sandbox.setElsewhere('agent_1', elsewhere);
      assert.deepEqual(await setAndLookBack(window, second), [hashOf(elsewhere), hashOf(first), hashOf(original)]);
    }));

  it('is one that was replaced long ago and set again elsewhere; it keeps the name it had here', () =>
    inWindow(async (window) => {
      for (const image of [first, second]) await setAndLookBack(window, image);
      const { now } = Date;
      try {
        // No cache is as late as that.
        Date.now = () => now() + 86_400_000;
        sandbox.setElsewhere('agent_1', first);
        assert.deepEqual(await setAndLookBack(window, third), [hashOf(first), hashOf(second), hashOf(original)]);
      } finally {
        Date.now = now;
      }
      assert.equal((await window.fileNames())[1], 'found first.png');
      // A limit that spares the newest spares it too, although it was first set long ago.
      await window.history.tidy({ perAgent: 2, bytes: 1e9 });
      assert.deepEqual(await window.restorable(), [hashOf(first)]);
    }));

  it('is kept although the list is forgotten before the answer comes', () =>
    inWindow(async (window) => {
      await setAndLookBack(window, first);
      sandbox.fail({ kind: 'answer', body: original.bytes, contentType: 'image/png' }, { match: isImage });
      const act = await window.act(second);
      const begin = act.beginAttempt.bind(act);
      act.beginAttempt = async (longest) => {
        await window.history.removeAgent(window.agent);
        return begin(longest);
      };
      assert.ok((await window.send(act, second)).ok);
      assert.deepEqual(await window.restorable(), [hashOf(first)]);
    }));
});

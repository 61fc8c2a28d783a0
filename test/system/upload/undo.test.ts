import assert from 'node:assert/strict';
import { KeptAvatars } from '../../../src/core/services/keptAvatars.ts';
import { sentImage } from '../../../src/core/services/journaledUpload.ts';
import { until } from '../../support/api/openSockets.ts';
import { StandingClock } from '../../support/api/standingClock.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, TestWindow } from '../../support/upload/testWindow.ts';
import { inWindow as inWindowOf, useServerShowing } from '../../support/upload/windows.ts';

const [original, first, second] = [imageOf(1, 'original.png'), imageOf(2, 'first.png'), imageOf(3, 'second.png')];

describe('what takes back an upload', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));

  const inWindow: (test: Parameters<typeof inWindowOf>[1], surroundings?: Parameters<typeof inWindowOf>[2]) => Promise<void> = (
    test,
    surroundings,
  ) => inWindowOf(sandbox.url, test, surroundings);

  /** Somebody takes the image away: the agent shows its orb at the next look. */
  const showOrb = () => {
    const avatar = { type: 'orb', color_1: '#2792dc', color_2: '#9ce6e6' };
    sandbox.fail({ kind: 'answer', body: { widget_config: { avatar } } }, { match: ({ path }) => path.endsWith('/widget') });
  };
  const shown = () => sandbox.avatarOf('agent_1')?.sha256;

  it('is the image that was set elsewhere while the server asked to be left alone', async () => {
    const clock = new StandingClock();
    await inWindow(
      async (window) => {
        sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '30' } }, { times: 2, match: isUpload });
        const setting = window.set(second);
        for (const elsewhere of [imageOf(8), imageOf(9)]) {
          await until('it waits for the server', () => clock.waiting > 0);
          sandbox.setElsewhere('agent_1', elsewhere);
          clock.move(31_000);
          await until('it goes on', () => clock.waiting === 0);
        }
        const sent = await setting;
        assert.ok(sent.ok);
        const undone = await new KeptAvatars(window.history).readToUndo(sent.value);
        assert.equal(undone.ok && hashOf(undone.value.image), hashOf(imageOf(9)));
        assert.deepEqual(await window.restorable(), [imageOf(9), imageOf(8), original].map(hashOf));
      },
      { clock },
    );
  });

  it('is asked about where the agent shows its orb by now', () =>
    inWindow(async (window) => {
      assert.ok((await window.set(first)).ok);
      const sent = await window.set(second);
      assert.ok(sent.ok);
      showOrb();
      const undo = await window.act(first, sent.value);
      assert.deepEqual(await window.send(undo, first), { ok: false, failure: { kind: 'orbShown' } });
      assert.equal(shown(), hashOf(second));
      // The person wants it all the same.
      assert.ok((await window.set(first)).ok);
      assert.equal(shown(), hashOf(first));
    }));

  it('is asked about where what the entry replaced was the orb', () =>
    inWindow(async (window, folder) => {
      assert.ok((await window.set(first)).ok);
      showOrb();
      const sent = await window.set(second);
      assert.ok(sent.ok);
      const { history } = new TestWindow(folder, sandbox.url);
      const entry = (await history.newestOf(window.agent))!;
      const kept = new KeptAvatars(history);
      assert.deepEqual(await kept.readToUndo(entry), { ok: false, failure: { kind: 'orbBefore' } });
      const undone = await kept.readToUndo(entry, { pastOrb: true });
      assert.equal(undone.ok && hashOf(undone.value.image), hashOf(first));
    }));

  it('keeps the place that was taken at the press, also where the clock is set back before another window acts', () =>
    inWindow(async (window, folder) => {
      const other = new TestWindow(folder, sandbox.url);
      const { now } = Date;
      try {
        const place = await window.history.journal.places.hold(window.agent);
        Date.now = () => now() - 60_000;
        assert.ok((await other.set(second)).ok);
        const late = await window.history.journal.begin({ ...window.agent, image: sentImage(first) }, { place });
        assert.deepEqual(await window.send(late, first), { ok: false, failure: { kind: 'overtaken' } });
        assert.equal(shown(), hashOf(second));
      } finally {
        Date.now = now;
        await other.client.dispose();
      }
    }));
});

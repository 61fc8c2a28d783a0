import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import { filesIn, inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, TestWindow } from '../../support/upload/testWindow.ts';
import { useServerShowing } from '../../support/upload/windows.ts';

const program = join(__dirname, 'uploadOnce.ts');
const [original, ours, next] = [imageOf(1, 'original.png'), imageOf(2, 'ours.png'), imageOf(3, 'next.png')];
const stopped = { ok: false, failure: { kind: 'overtaken' } };
const plenty = { perAgent: 20, bytes: 1e9 };

/** What makes windows forget an agent. */
const ways = [
  ['is taken off the list', ({ history, agent }: TestWindow) => history.removeAgent(agent)],
  ['is cleared with all others', ({ history, agent }: TestWindow) => history.clear(agent.origin)],
] as const;

describe('an agent that is forgotten', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));

  const shown = () => sandbox.avatarOf('agent_1')?.sha256;
  const inWindows = (test: (one: TestWindow, other: TestWindow, folder: string) => Promise<void>) =>
    inFolder(async (folder) => {
      const windows = [new TestWindow(folder, sandbox.url), new TestWindow(folder, sandbox.url)] as const;
      await test(...windows, folder);
      for (const { client, problems } of windows) {
        await client.dispose();
        assert.deepEqual(problems, []);
      }
    });

  /** An act that the server has refused, and that can be tried again. */
  async function refusedAct(window: TestWindow) {
    sandbox.fail({ kind: 'status', status: 400 }, { match: isUpload });
    const act = await window.act(ours);
    assert.equal((await window.send(act, ours)).ok, false);
    return act;
  }

  for (const [what, forget] of ways) {
    it(`since it ${what} keeps what a process set last from an older Try Again, until that is long ago`, () =>
      inWindows(async (one, other, folder) => {
        const old = await refusedAct(one);
        const newer = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, folder, sandbox.url]);
        assert.match(newer.stdout, /"ok":true/);
        const set = shown();
        await forget(other);
        await other.history.tidy(plenty);
        assert.deepEqual(await one.send(old, ours), stopped);
        assert.equal(shown(), set);
        // All that is left of it is an empty file, and that not for ever.
        const left = await filesIn(folder);
        assert.equal(left.length, 1, left.join());
        const path = join(folder, left[0]!);
        assert.equal((await stat(path)).size, 0);
        await utimes(path, 0, 0);
        await other.history.tidy(plenty);
        assert.deepEqual(await filesIn(folder), []);
      })).timeout(60_000);

    it(`since it ${what} while an upload was on its way can be given back what that replaced`, () =>
      inWindows(async (one, other) => {
        // First the look alone has kept what is replaced, then the list has it too.
        for (const image of [ours, next]) {
          const there = shown()!;
          await duringUpload(one, image, () => forget(other));
          assert.deepEqual(await other.restorable(), [there]);
          await other.history.tidy(plenty);
          assert.deepEqual(await one.restorable(), [there]);
        }
      }));
  }

  it('can be given back what a first try replaced, although the list is forgotten during Try Again', () =>
    inWindows(async (one, other) => {
      sandbox.fail({ kind: 'accept-then-fail', status: 504 }, { times: 4, match: isUpload });
      const act = await one.act(ours);
      assert.equal((await one.send(act, ours)).ok, false);
      let forgotten: Promise<void> | undefined;
      sandbox.failBy((_, request) => {
        if (isUpload(request)) forgotten ??= other.history.removeAgent(other.agent);
        return forgotten && { kind: 'hold', until: forgotten };
      });
      assert.ok((await one.send(act, ours)).ok);
      assert.ok(forgotten);
      assert.deepEqual(await one.restorable(), [hashOf(original)]);
    }));

  it('keeps nothing of an upload that was on its way when that is refused', () =>
    inWindows(async (one, other, folder) => {
      assert.ok((await one.set(ours)).ok);
      await duringUpload(one, next, () => other.history.removeAgent(other.agent), 422);
      await other.history.tidy(plenty);
      assert.deepEqual(
        (await filesIn(folder)).filter((name) => !name.startsWith('last-acts')),
        [],
      );
    }));

  it('by its server, which answers nothing that settles an upload, leaves no more than twenty uploads behind', () =>
    inWindows(async (one, _, folder) => {
      for (let index = 0; index < 25; index++) await (await one.act(ours)).leaveUnsettled();
      await one.history.tidy(plenty);
      const acts = (await filesIn(folder)).filter((name) => name.startsWith('acts/') && name.endsWith('.act'));
      assert.equal(acts.length, 20);
      assert.ok(await one.history.journal.isInDoubt(one.agent));
    }));

  it('is no older for an act that was under way then, and set nothing', () =>
    inWindows(async (one, other) => {
      const old = await refusedAct(one);
      await duringUpload(other, next, () => one.history.removeAgent(one.agent), 422);
      assert.ok((await one.send(old, ours)).ok);
    }));

  it('by this version alone, since a newer one wrote its record, keeps that from an older Try Again', () =>
    inWindows(async (one, other, folder) => {
      const old = await refusedAct(one);
      assert.ok((await other.set(next)).ok);
      const record = (await filesIn(folder)).filter((name) => name.startsWith('updates/')).at(-1)!;
      await writeFile(join(folder, record), JSON.stringify({ version: 99 }));
      assert.deepEqual(await one.fileNames(), ['found previous-avatar.png']);
      assert.deepEqual(one.problems.splice(0), ['newer']);
      assert.deepEqual(await one.send(old, ours), stopped);
      assert.equal(shown(), hashOf(next));
    }));

  /** Does something while an upload waits for its answer. @param refusal the status of that, where it is one */
  async function duringUpload(window: TestWindow, image: AvatarImage, task: () => Promise<void>, refusal?: number): Promise<void> {
    let answer = (): void => undefined;
    const after = new Promise<void>((resolve) => (answer = resolve));
    const uploads = sandbox.requests.filter(isUpload).length;
    sandbox.fail(refusal === undefined ? { kind: 'hold', until: after } : { kind: 'status', status: refusal, after }, { match: isUpload });
    const sent = window.set(image);
    await sandbox.waitForRequest((request) => isUpload(request) && sandbox.requests.filter(isUpload).length > uploads);
    await task();
    assert.deepEqual(await window.fileNames(), []);
    answer();
    assert.equal((await sent).ok, refusal === undefined);
  }
});

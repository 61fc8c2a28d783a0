import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, quickPace, TestWindow } from '../../support/upload/testWindow.ts';
import { useServerShowing } from '../../support/upload/windows.ts';

const [original, sent, newer, newest] = [imageOf(1), imageOf(7), imageOf(2), imageOf(3)];
const pace = { ...quickPace, patience: 300 };

/** A window whose process is held up shows no life, and its request goes its way all the same. */
describe('an upload whose window is held up', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));
  const children = new Set<ChildProcess>();

  before(function () {
    // Nothing there stops a process and lets it go on.
    if (process.platform === 'win32') this.skip();
  });
  afterEach(async () => {
    for (const child of children) {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'close') : undefined;
      child.kill('SIGKILL');
      await ended;
    }
    children.clear();
  });

  /** Another window, which sends, and is held up before it has heard of an answer. @param milliseconds what its call may take */
  async function heldUp(folder: string, milliseconds: number) {
    const program = join(__dirname, 'uploadOnce.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', program, folder, sandbox.url, '', String(milliseconds)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    let answer = (): void => undefined;
    sandbox.fail({ kind: 'hold', until: new Promise<void>((resolve) => (answer = resolve)) }, { match: isUpload });
    const request = await sandbox.waitForRequest(isUpload, 30_000);
    while (!request.complete) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGSTOP');
    const goOn = async (): Promise<unknown> => {
      child.kill('SIGCONT');
      await once(child, 'close');
      return JSON.parse(said);
    };
    return { answer, goOn };
  }

  it('is waited for as long as it may take', () =>
    inFolder(async (folder) => {
      const { answer, goOn } = await heldUp(folder, 60_000);
      const window = new TestWindow(folder, sandbox.url, {}, pace);
      const waits: string[] = [];
      const setting = window.set(newer, { onWaiting: ({ reason }) => waits.push(reason) });
      const recovering = window.history.journal.recover();
      // Three times as long as it would wait for a window that does nothing.
      await sleep(3 * pace.patience);
      assert.deepEqual(waits, ['sameAgent']);
      assert.equal(sandbox.requests.filter(isUpload).length, 1);
      answer();
      const said = (await goOn()) as { ok: boolean };
      assert.ok(said.ok, JSON.stringify(said));
      assert.ok((await setting).ok);
      await recovering;
      assert.equal(sandbox.avatarOf('agent_1')?.sha256, hashOf(newer));
      await window.client.dispose();
    })).timeout(60_000);

  it('says that it may have replaced a newer one, where that was not to be expected any more; both can be restored', () =>
    inFolder(async (folder) => {
      const { answer, goOn } = await heldUp(folder, 1_000);
      const window = new TestWindow(folder, sandbox.url, {}, pace);
      assert.ok((await window.set(newer)).ok);
      answer();
      assert.deepEqual(await goOn(), { ok: false, failure: { kind: 'late', maySet: true } });
      assert.deepEqual(await window.fileNames(), [newer.fileName, 'sent.png', 'found previous-avatar.png']);
      await window.history.tidy({ perAgent: 20, bytes: 1e9 });
      assert.deepEqual(await window.restorable(), [newer, sent, original].map(hashOf));
      // What is set after that settles it.
      assert.ok((await window.set(newest)).ok);
      assert.ok(!(await window.history.journal.isInDoubt(window.agent)));
      assert.deepEqual(await window.restorable(), [newer, sent, original].map(hashOf));
      await window.client.dispose();
    })).timeout(60_000);
});

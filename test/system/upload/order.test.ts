import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Waiting } from '../../../src/core/api/apiClient.ts';
import { sentImage } from '../../../src/core/services/journaledUpload.ts';
import { HastyClock, key } from '../../support/api/calls.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, quickPace, TestWindow } from '../../support/upload/testWindow.ts';

const isLook = ({ path }: { readonly path: string }) => path.endsWith('/widget');
const [first, second, third] = [imageOf(1, 'first.png'), imageOf(2, 'second.png'), imageOf(3, 'third.png')];
const stopped = { ok: false, failure: { kind: 'overtaken' } };

/** Runs something during the wait before the first retry, and waits for nothing. */
class InterruptedClock extends HastyClock {
  #isOver = false;

  constructor(private readonly meanwhile: () => Promise<unknown>) {
    super();
  }

  override async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isOver) {
      this.#isOver = true;
      await this.meanwhile();
    }
    await super.wait(milliseconds, signal);
  }
}

describe('the last act on an agent wins', () => {
  let sandbox: Sandbox;
  before(async () => (sandbox = await startSandbox({ apiKeys: [key] })));
  beforeEach(() => sandbox.reset());
  after(() => sandbox.close());

  const shown = () => sandbox.avatarOf('agent_1')?.sha256;
  const uploads = () => sandbox.requests.filter(isUpload).length;
  const open: TestWindow[] = [];
  const inWindows = (test: (one: TestWindow, other: TestWindow, folder: string) => Promise<void>) =>
    inFolder(async (folder) => {
      open.push(new TestWindow(folder, sandbox.url), new TestWindow(folder, sandbox.url));
      await test(open[0]!, open[1]!, folder);
    });
  afterEach(async () => {
    for (const { client, problems } of open.splice(0)) {
      await client.dispose();
      assert.deepEqual(problems, []);
    }
  });

  /** A promise, and what settles it. */
  function gate(): { readonly passed: Promise<void>; readonly pass: () => void } {
    let pass = (): void => undefined;
    const passed = new Promise<void>((resolve) => (pass = resolve));
    return { passed, pass };
  }

  for (const [where, pick] of [
    ['another window', (_: TestWindow, other: TestWindow) => other],
    ['the same window', (one: TestWindow) => one],
  ] as const) {
    it(`against an upload that waits in its look while a second is sent from ${where}`, () =>
      inWindows(async (one, other) => {
        const look = gate();
        sandbox.fail({ kind: 'hold', until: look.passed }, { match: isLook });
        const waiting = one.set(first);
        await sandbox.waitForRequest(isLook);
        assert.ok((await pick(one, other).set(second)).ok);
        look.pass();
        assert.deepEqual(await waiting, stopped);
        assert.equal(shown(), hashOf(second));
        assert.equal(uploads(), 1);
      }));

    it(`against an attempt that is on its way while a second is sent from ${where}, which waits for it`, () =>
      inWindows(async (one, other) => {
        const answered = gate();
        sandbox.fail({ kind: 'hold', until: answered.passed }, { match: isUpload });
        const earlier = one.set(first);
        await sandbox.waitForRequest(isUpload);
        const told: Waiting[] = [];
        const waits = gate();
        const onWaiting = (waiting: Waiting) => {
          told.push(waiting);
          waits.pass();
        };
        const later = pick(one, other).set(second, { onWaiting });
        await waits.passed;
        assert.equal(uploads(), 1);
        answered.pass();
        assert.ok((await earlier).ok);
        assert.ok((await later).ok);
        assert.equal(shown(), hashOf(second));
        assert.equal(told[0]?.reason, 'sameAgent');
        assert.deepEqual(await one.fileNames(), ['second.png', 'first.png']);
      }));

    it(`against a retry after a newer one was set from ${where}`, () =>
      inWindows(async (one, other, folder) => {
        // The same window: its client would wait for the retry, so that its history alone takes part.
        const newer = pick(one, other) === one ? 'act' : 'set';
        const retrying: TestWindow = new TestWindow(folder, sandbox.url, {
          clock: new InterruptedClock(async () => {
            if (newer === 'set') assert.ok((await other.set(second)).ok);
            else await retrying.act(second);
          }),
        });
        open.push(retrying);
        sandbox.fail({ kind: 'status', status: 429 }, { match: isUpload });
        assert.deepEqual(await retrying.set(first), stopped);
        assert.equal(shown(), newer === 'set' ? hashOf(second) : undefined);
        assert.equal(uploads(), newer === 'set' ? 2 : 1);
      }));

    it(`against Try Again after a newer one was set from ${where}; the person may want it all the same`, () =>
      inWindows(async (one, other) => {
        sandbox.fail({ kind: 'status', status: 400 }, { match: isUpload });
        const act = await one.act(first);
        assert.equal((await one.send(act, first)).ok, false);
        assert.ok((await pick(one, other).set(second)).ok);
        assert.deepEqual(await one.send(act, first), stopped);
        assert.equal(shown(), hashOf(second));
        assert.ok((await one.set(first)).ok);
        assert.equal(shown(), hashOf(first));
      }));

    it(`against Undo while a newer upload is under way from ${where}`, () =>
      inWindows(async (one, other) => {
        for (const image of [first, second]) assert.ok((await one.set(image)).ok);
        const entry = (await one.history.newestOf(one.agent))!;
        assert.equal(await one.history.journal.isOvertaken(entry), false);
        const answered = gate();
        sandbox.fail({ kind: 'hold', until: answered.passed }, { match: isUpload });
        const newer = pick(one, other).set(third);
        await sandbox.waitForRequest((request) => isUpload(request) && uploads() === 3);
        assert.ok(await one.history.journal.isOvertaken(entry), 'the offer says so before it does anything');
        // What was asked a moment before the newer act began is stopped all the same.
        const undo = await one.act(first, entry);
        const undoing = one.send(undo, first);
        answered.pass();
        assert.deepEqual(await undoing, stopped);
        assert.ok((await newer).ok);
        assert.equal(shown(), hashOf(third));
      }));
  }

  it('where an attempt of before may have set the older one, that is said', () =>
    inWindows(async (_, other, folder) => {
      const clock = new InterruptedClock(() => other.act(second));
      const retrying = new TestWindow(folder, sandbox.url, { clock });
      open.push(retrying);
      sandbox.fail({ kind: 'accept-then-fail', status: 504 }, { match: isUpload });
      assert.deepEqual(await retrying.set(first), { ok: false, failure: { kind: 'overtaken', maySet: true } });
    }));

  it('against a long wait before a retry: the older one does not make the newer wait for it', () =>
    inWindows(async (_, other, folder) => {
      // It waits until it is stopped.
      const waits = gate();
      const clock = new HastyClock();
      clock.wait = (_milliseconds, signal) =>
        new Promise((_resolve, reject) => {
          waits.pass();
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        });
      const retrying = new TestWindow(folder, sandbox.url, { clock });
      open.push(retrying);
      sandbox.fail({ kind: 'status', status: 503 }, { match: isUpload });
      const older = retrying.set(first);
      await waits.passed;
      assert.ok((await retrying.set(second)).ok, 'from the same window');
      assert.deepEqual(await older, { ok: false, failure: { kind: 'overtaken', maySet: true } });
      assert.ok((await other.set(third)).ok);
      assert.equal(shown(), hashOf(third));
    }));

  it('and one that was withdrawn counts no more', () =>
    inWindows(async (one, other) => {
      sandbox.fail({ kind: 'status', status: 400 }, { match: isUpload, times: 2 });
      const act = await one.act(first);
      assert.equal((await one.send(act, first)).ok, false);
      assert.equal((await other.set(second)).ok, false);
      assert.ok((await one.send(act, first)).ok);
      assert.equal(shown(), hashOf(first));
    }));

  it('by the order of the calls, however slow the disk is for one of them', () =>
    inWindows(async (one) => {
      const acts = await Promise.all(Array.from({ length: 20 }, (_, mark) => one.act(imageOf(mark))));
      const ids = acts.map(({ id }) => id);
      assert.deepEqual([...ids].sort(), ids);
      for (const act of acts) await act.withdraw();
    }));

  it('by the moment of the press, however long it takes then to look through the image', () =>
    inWindows(async (one, other) => {
      const { agent } = one;
      const place = await one.history.journal.places.take(agent);
      assert.ok((await other.set(second)).ok);
      assert.ok((await one.set(third)).ok);
      const late = await one.history.journal.begin({ ...agent, image: sentImage(first) }, { place });
      assert.deepEqual(await one.send(late, first), stopped);
      assert.equal(shown(), hashOf(third));
    }));

  it('wherever the clock stands', () =>
    inWindows(async (one, other) => {
      const { now } = Date;
      try {
        for (const [index, hours] of [0, -1, 24 * 365, -24, 3].entries()) {
          Date.now = () => now() + hours * 3_600_000;
          const image = imageOf(index, `${index}.png`);
          assert.ok((await (index % 2 === 0 ? one : other).set(image)).ok);
          assert.equal(shown(), hashOf(image));
          assert.equal((await other.history.newestOf(one.agent))?.image.fileName, `${index}.png`);
        }
      } finally {
        Date.now = now;
      }
      assert.deepEqual(await one.fileNames(), ['4.png', '3.png', '2.png', '1.png', '0.png']);
    }));

  it('also where the clock was set back between an act that failed and a newer one', () =>
    inWindows(async (one, other) => {
      const { now } = Date;
      try {
        Date.now = () => now() + 86_400_000;
        sandbox.fail({ kind: 'status', status: 400 }, { match: isUpload });
        const act = await one.act(first);
        assert.equal((await one.send(act, first)).ok, false);
        Date.now = now;
        assert.ok((await other.set(second)).ok);
        for (let time = 0; time < 2; time++) assert.deepEqual(await one.send(act, first), stopped);
        assert.equal(shown(), hashOf(second));
      } finally {
        Date.now = now;
      }
    }));

  it('also against one that began while the last attempt of the older was on its way and failed', () =>
    inWindows(async (one, other) => {
      const answered = gate();
      sandbox.fail({ kind: 'status', status: 400, after: answered.passed }, { match: isUpload });
      const act = await one.act(first);
      const failing = one.send(act, first);
      await sandbox.waitForRequest(isUpload);
      const newer = await other.act(second);
      answered.pass();
      assert.equal((await failing).ok, false);
      for (let time = 0; time < 2; time++) assert.deepEqual(await one.send(act, first), stopped);
      assert.ok((await other.send(newer, second)).ok);
      assert.equal(shown(), hashOf(second));
    }));

  it('and does not wait for a window that was killed while it sent', () =>
    inFolder(async (folder) => {
      const program = join(__dirname, 'uploadOnce.ts');
      sandbox.fail({ kind: 'stall' }, { match: isUpload });
      const killed = spawn(process.execPath, ['--import', 'tsx', program, folder, sandbox.url], { stdio: 'inherit' });
      await sandbox.waitForRequest(isUpload, 30_000);
      killed.kill('SIGKILL');
      await once(killed, 'close');
      const window = new TestWindow(folder, sandbox.url, {}, { ...quickPace, patience: 300 });
      open.push(window);
      assert.ok((await window.set(second, { onWaiting: ({ reason }) => assert.fail(reason) })).ok);
      assert.equal(shown(), hashOf(second));
    })).timeout(60_000);

  it('and waits for a window that lives, however long it takes', () =>
    inFolder(async (folder) => {
      const pace = { beat: 20, patience: 400, poll: 10 };
      const [slow, other] = [new TestWindow(folder, sandbox.url, {}, pace), new TestWindow(folder, sandbox.url, {}, pace)];
      open.push(slow, other);
      const answered = gate();
      sandbox.fail({ kind: 'hold', until: answered.passed }, { match: isUpload });
      const older = slow.set(first);
      await sandbox.waitForRequest(isUpload);
      const newer = other.set(second);
      // Twice as long as it would wait for a dead one.
      await new Promise((resolve) => setTimeout(resolve, 2 * pace.patience));
      assert.equal(uploads(), 1);
      answered.pass();
      assert.ok((await older).ok);
      assert.ok((await newer).ok);
      assert.equal(shown(), hashOf(second));
    }));
});

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Surroundings } from '../../../src/core/api/client.ts';
import { lookAtCurrent } from '../../../src/core/services/currentAvatar.ts';
import { agentCalled, key, never, serverAt, settingsWith } from '../../support/api/calls.ts';
import { filesIn, inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import { type Fault, type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import type { SandboxOptions } from '../../support/sandbox/types.ts';
import { hashOf, imageOf, quickPace, TestWindow } from '../../support/upload/testWindow.ts';
import { inWindow as inWindowOf, useServerShowing } from '../../support/upload/windows.ts';

const isLook = ({ path }: { readonly path: string }) => path.endsWith('/widget');
const [original, ours, next] = [imageOf(1, 'original.png'), imageOf(2, 'ours.png'), imageOf(3, 'next.png')];

describe('the avatar that was there before', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1'], (opened) => (sandbox = opened));

  const shown = () => sandbox.avatarOf('agent_1')?.sha256;

  const inWindow = (test: (window: TestWindow, folder: string) => Promise<void>, surroundings?: Surroundings) =>
    inWindowOf(sandbox.url, test, surroundings);

  it('is kept when the first from here is accepted', () =>
    inWindow(async (window) => {
      assert.ok((await window.set(ours)).ok);
      assert.deepEqual(await window.fileNames(), ['ours.png', 'found previous-avatar.png']);
      assert.deepEqual(await window.restorable(), [hashOf(original)]);
    }));

  it('is on disk before the first attempt goes out', () =>
    inWindow(async (window, folder) => {
      // Nothing is answered until the disk was looked at.
      sandbox.failBy((_, request) => (isUpload(request) ? { kind: 'stall' } : undefined));
      const stop = new AbortController();
      const sent = window.set(ours, { signal: stop.signal });
      await sandbox.waitForRequest(isUpload);
      const kept = await filesIn(folder);
      stop.abort();
      await sent;
      assert.ok(
        kept.some((name) => name.startsWith('before/')),
        kept.join('\n'),
      );
      assert.ok(
        kept.some((name) => name.includes(hashOf(original))),
        kept.join('\n'),
      );
    }));

  // Every way in which nobody knows whether the server has set ours; in some of them it has.
  const doubtful: [string, Fault, number][] = [
    ['504 four times', { kind: 'status', status: 504 }, 4],
    ['an avatar that is set and answered with a 504, four times', { kind: 'accept-then-fail', status: 504 }, 4],
    ['an answer that is cut off, four times', { kind: 'reset', when: 'mid-answer' }, 4],
    ['an answer whose JSON stops in the middle', { kind: 'truncated-json' }, 1],
    ['an answer about another agent', { kind: 'answer', body: { agent_id: 'agent_2' } }, 1],
  ];
  for (const [what, fault, times] of doubtful) {
    it(`can be restored after ${what}, and after Try Again, which takes nothing of ours for it`, () =>
      inWindow(async (window) => {
        sandbox.fail(fault, { times, match: isUpload });
        const act = await window.act(ours);
        const first = await window.send(act, ours);
        assert.ok(!first.ok && 'maySet' in first.failure, JSON.stringify(first));
        assert.deepEqual(await window.restorable(), [hashOf(ours), hashOf(original)]);
        const again = await window.send(act, ours);
        assert.ok(again.ok);
        assert.deepEqual(await window.fileNames(), ['ours.png', 'found previous-avatar.png']);
        assert.deepEqual(await window.restorable(), [hashOf(original)]);
      }));

    it(`can be restored after ${what} and a reload of the window`, () =>
      inWindow(async (window, folder) => {
        sandbox.fail(fault, { times, match: isUpload });
        await window.set(ours);
        const reloaded = new TestWindow(folder, sandbox.url);
        assert.ok((await reloaded.set(next)).ok);
        assert.ok((await reloaded.restorable()).includes(hashOf(original)));
        const names = await reloaded.fileNames();
        assert.equal(names.filter((name) => name.startsWith('found')).length, 1, names.join());
        // Where ours was set, it is known for ours by its bytes.
        assert.equal(names.includes('ours.png'), fault.kind !== 'status' && fault.kind !== 'answer', names.join());
        await reloaded.client.dispose();
      }));
  }

  it('goes before what a retry sees, which the server may have made of ours; both are kept', () =>
    inWindow(async (window) => {
      sandbox.fail({ kind: 'accept-then-fail', status: 504 }, { times: 4, match: isUpload });
      const act = await window.act(ours);
      assert.equal((await window.send(act, ours)).ok, false);
      // As a server does that stores what it shows in a size or a format of its own.
      const madeOfOurs = imageOf(77);
      sandbox.setElsewhere('agent_1', madeOfOurs);
      assert.ok((await window.send(act, ours)).ok);
      assert.deepEqual(await window.fileNames(), ['ours.png', 'found previous-avatar.png', 'found previous-avatar.png']);
      assert.deepEqual(await window.restorable(), [hashOf(original), hashOf(madeOfOurs)]);
    }));

  it('can be restored after a cancel when the server had it all', () =>
    inWindow(async (window) => {
      sandbox.fail({ kind: 'stall' }, { match: isUpload });
      const stop = new AbortController();
      const sent = window.set(ours, { signal: stop.signal });
      const request = await sandbox.waitForRequest(isUpload);
      await complete(request);
      stop.abort();
      const result = await sent;
      assert.deepEqual(!result.ok && result.failure, { kind: 'cancelled', maySet: true });
      assert.deepEqual(await window.restorable(), [hashOf(ours), hashOf(original)]);
    }));

  it('is kept too where the history has others, and someone set it elsewhere since', () =>
    inWindow(async (window) => {
      assert.ok((await window.set(ours)).ok);
      const elsewhere = imageOf(9);
      sandbox.setElsewhere('agent_1', elsewhere);
      assert.ok((await window.set(next)).ok);
      assert.deepEqual(await window.fileNames(), ['next.png', 'found previous-avatar.png', 'ours.png', 'found previous-avatar.png']);
      assert.deepEqual(await window.restorable(), [hashOf(elsewhere), hashOf(ours), hashOf(original)]);
    }));

  it('is looked at anew for each upload, however short ago it was looked at', () =>
    inWindow(async (window) => {
      const server = serverAt(sandbox.url);
      await lookAtCurrent(window.client, { ...server, agentId: agentCalled('agent_1'), signal: never });
      const newer = imageOf(9);
      sandbox.setElsewhere('agent_1', newer);
      assert.ok((await window.set(ours)).ok);
      assert.deepEqual(await window.restorable(), [hashOf(newer)]);
    }));

  it('is not kept twice, and leaves nothing behind, where the upload is refused for sure', () =>
    inWindow(async (window, folder) => {
      sandbox.fail({ kind: 'status', status: 422, body: { detail: [] } }, { match: isUpload });
      const result = await window.set(ours);
      assert.equal(!result.ok && result.failure.kind, 'fieldsRefused');
      await window.history.tidy({ perAgent: 20, bytes: 1e9 });
      assert.deepEqual(await filesIn(folder), []);
    }));

  describe('when it cannot be looked at', () => {
    const cases: [string, Fault, (request: { readonly path: string }) => boolean, string][] = [
      ['the server has a problem', { kind: 'status', status: 500 }, isLook, 'noAnswer'],
      ['the server says something else', { kind: 'answer', body: { widget_config: { avatar: { type: 'hologram' } } } }, isLook, 'answer'],
      ['the server answers a page', { kind: 'answer', body: '<html>', contentType: 'text/html' }, isLook, 'answer'],
      ['its image is gone', { kind: 'status', status: 404 }, ({ path }) => path.startsWith('/avatars/'), 'image'],
      ['its image is cut off', { kind: 'reset', when: 'mid-answer' }, ({ path }) => path.startsWith('/avatars/'), 'image'],
      ['its image is none', { kind: 'answer', body: 'no image' }, ({ path }) => path.startsWith('/avatars/'), 'image'],
    ];
    for (const [why, fault, match, reason] of cases) {
      it(`because ${why}, nothing is sent, and the person decides`, () =>
        inWindow(async (window) => {
          sandbox.fail(fault, { times: 99, match });
          const act = await window.act(ours);
          const result = await window.send(act, ours);
          assert.deepEqual(result, { ok: false, failure: { kind: 'currentUnknown', reason } });
          assert.equal(shown(), hashOf(original));
          assert.ok(!sandbox.requests.some(isUpload));
          assert.ok((await window.send(act, ours, { without: [reason as 'answer'] })).ok);
          assert.equal(shown(), hashOf(ours));
        }));
    }

    it('in time, nothing is sent', () =>
      inWindow(
        async (window) => {
          sandbox.fail({ kind: 'stall' }, { times: 99, match: isLook });
          assert.deepEqual(await window.set(ours), { ok: false, failure: { kind: 'currentUnknown', reason: 'noAnswer' } });
          assert.ok(!sandbox.requests.some(isUpload));
        },
        { settings: () => settingsWith({}, { callTimeout: 300 }) },
      ));

    it('in the time that an upload may be held up, the look says so; a cancel is a cancel', () =>
      inWindow(async ({ client }) => {
        sandbox.fail({ kind: 'stall' }, { times: 99, match: isLook });
        const asked = { ...serverAt(sandbox.url), agentId: agentCalled('agent_1') };
        const look = (signal: AbortSignal, given: { patience?: number } = {}) => lookAtCurrent(client, { ...asked, signal, ...given });
        assert.deepEqual(await look(never, { patience: 50 }), { ok: false, failure: { kind: 'currentUnknown', reason: 'noAnswer' } });
        const stop = new AbortController();
        const looking = look(stop.signal);
        stop.abort();
        assert.deepEqual(await looking, { ok: false, failure: { kind: 'cancelled' } });
      }));

    it('because the server cannot be reached, that is what is said', () =>
      inFolder(async (folder) => {
        const gone = await startSandbox();
        await gone.close();
        const window = new TestWindow(folder, gone.url);
        const result = await window.set(ours);
        assert.equal(!result.ok && result.failure.kind, 'unreachable');
        assert.deepEqual(await filesIn(folder), []);
        await window.client.dispose();
      }));
  });

  for (const [what, options] of [
    ['the server has no such call', { widget: 404 }],
    ['the key has no right to it', { widget: 403 }],
  ] satisfies [string, SandboxOptions][]) {
    it(`is not asked for in vain where ${what}: the avatar is set`, () =>
      inFolder(async (folder) => {
        const silent = await startSandbox({ apiKeys: [key], ...options });
        const window = new TestWindow(folder, silent.url);
        assert.ok((await window.set(ours)).ok);
        await window.client.dispose();
        await silent.close();
      }));
  }

  it('is none where the agent shows its colours', () =>
    inWindow(async (window) => {
      sandbox.reset();
      assert.ok((await window.set(ours)).ok);
      assert.deepEqual(await window.fileNames(), ['ours.png']);
    }));

  describe('when the window is killed', () => {
    const program = join(__dirname, 'uploadOnce.ts');

    it('after all was sent, it can be restored from the next one', () =>
      inFolder(async (folder) => {
        sandbox.fail({ kind: 'hold', until: new Promise(() => undefined) }, { match: isUpload });
        const killed = spawn(process.execPath, ['--import', 'tsx', program, folder, sandbox.url], { stdio: 'inherit' });
        await complete(await sandbox.waitForRequest(isUpload, 30_000));
        killed.kill('SIGKILL');
        await once(killed, 'close');
        const window = new TestWindow(folder, sandbox.url, {}, { ...quickPace, patience: 200 });
        assert.deepEqual(await window.restorable(), []);
        // Nobody knows yet that it was killed.
        await window.history.removeAgent(window.agent);
        await window.history.journal.recover();
        assert.deepEqual(await window.restorable(), [hashOf(imageOf(7)), hashOf(original)]);
        assert.deepEqual(
          (await filesIn(folder)).filter((name) => name.startsWith('before/')),
          [],
        );
        // What it had sent is known for its own.
        assert.ok((await window.set(next)).ok);
        assert.deepEqual(await window.fileNames(), ['next.png', 'sent.png', 'found previous-avatar.png']);
        await window.history.tidy({ perAgent: 20, bytes: 1e9 });
        assert.deepEqual(
          (await filesIn(folder)).filter((name) => name.startsWith('acts/')),
          [],
        );
        await window.client.dispose();
      })).timeout(60_000);
  });

  describe('when the disk is full', () => {
    const program = join(__dirname, 'uploadOnce.ts');
    // A limit on the size of files makes the operating system fail the write, as a full disk does.
    const upload = (folder: string, ...rest: string[]) =>
      promisify(execFile)('sh', [
        '-c',
        `ulimit -f 1; exec "$@"`,
        'sh',
        process.execPath,
        '--import',
        'tsx',
        program,
        folder,
        sandbox.url,
        ...rest,
      ]);

    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    it('nothing is sent, and the person decides', () =>
      inFolder(async (folder) => {
        sandbox.setElsewhere('agent_1', { ...original, bytes: Buffer.concat([original.bytes, Buffer.alloc(100_000)]) });
        const there = shown();
        assert.match((await upload(folder)).stdout, /"kind":"currentUnkept"/);
        assert.equal(shown(), there);
        assert.match((await upload(folder, 'anyway')).stdout, /"ok":true/);
        assert.notEqual(shown(), there);
      })).timeout(60_000);
  });
});

/** Waits until the server has read a request to its end. */
async function complete(request: { readonly complete: boolean }): Promise<void> {
  while (!request.complete) await new Promise((resolve) => setImmediate(resolve));
}

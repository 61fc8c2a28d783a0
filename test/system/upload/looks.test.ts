import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOptions, Waiting } from '../../../src/core/api/apiClient.ts';
import type { Surroundings } from '../../../src/core/api/client.ts';
import { systemClock } from '../../../src/core/base/clock.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { ProcessCounter } from '../../../src/core/api/requestCounter.ts';
import { agentCalled, never, serverAt, settingsWith } from '../../support/api/calls.ts';
import { until } from '../../support/api/openSockets.ts';
import { StandingClock } from '../../support/api/standingClock.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf, TestWindow } from '../../support/upload/testWindow.ts';
import { inWindow as inWindowOf, useServerShowing } from '../../support/upload/windows.ts';

const isLook = ({ path }: { readonly path: string }) => path.endsWith('/widget');
const unlimited = { concurrent: 4, perMinute: Infinity, perHour: Infinity };
const [original, newer, ours] = [imageOf(1), imageOf(2), imageOf(3)];

/** The look at what an upload replaces is worth something only right before that. */
describe('the look at what an upload replaces', () => {
  let sandbox: Sandbox;
  useServerShowing(original, ['agent_1', 'agent_2'], (opened) => (sandbox = opened));

  const inWindow = (test: (window: TestWindow, folder: string) => Promise<void>, surroundings?: Surroundings) =>
    inWindowOf(sandbox.url, test, surroundings);

  const limited = (limits: Partial<NetworkSettings['limits']>, clock: StandingClock): Surroundings => {
    const counter = new ProcessCounter(clock);
    return { clock, settings: () => settingsWith({}, { limits: { ...unlimited, ...limits } }), counterFor: () => counter };
  };

  /** Looks at another agent, as a list of agents does. */
  const lookUp = (window: TestWindow, options: CallOptions = { signal: never }) =>
    window.client.widgetAvatar(serverAt(sandbox.url), agentCalled('agent_2'), options);

  it('is made when the upload’s turn has come, however long it waited for that', async () => {
    const clock = new StandingClock();
    await inWindow(
      async (window) => {
        assert.ok((await lookUp(window)).ok);
        const waits: Waiting[] = [];
        const sent = window.set(ours, { onWaiting: (waiting) => waits.push(waiting) });
        await until('it waits for the limit', () => waits.length > 0);
        assert.equal(sandbox.requests.length, 1);
        sandbox.setElsewhere('agent_1', newer);
        clock.move(61_000);
        assert.ok((await sent).ok);
        assert.equal(waits[0]?.reason, 'minuteLimit');
        assert.deepEqual(await window.restorable(), [hashOf(newer)]);
      },
      limited({ perMinute: 2 }, clock),
    );
  });

  it('is made again after the server’s Retry-After', async () => {
    const clock = new StandingClock();
    await inWindow(
      async (window) => {
        sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '30' } }, { match: isUpload });
        const waits: Waiting[] = [];
        const sent = window.set(ours, { onWaiting: (waiting) => waits.push(waiting) });
        await until('it waits for the server', () => clock.waiting > 0);
        sandbox.setElsewhere('agent_1', newer);
        clock.move(31_000);
        assert.ok((await sent).ok);
        assert.equal(waits[0]?.reason, 'retry');
        // Nothing came of the first attempt: what was set meanwhile is what the second replaced.
        assert.deepEqual(await window.restorable(), [hashOf(newer), hashOf(original)]);
        assert.deepEqual(
          sandbox.requests.map((request) => (isUpload(request) ? 'upload' : isLook(request) ? 'look' : 'image')),
          ['look', 'image', 'upload', 'look', 'image', 'upload'],
        );
      },
      limited({}, clock),
    );
  });

  it('is not made again for a retry that follows at once', () =>
    inWindow(async (window) => {
      sandbox.fail({ kind: 'status', status: 503 }, { times: 3, match: isUpload });
      assert.ok((await window.set(ours)).ok);
      assert.equal(sandbox.requests.filter(isLook).length, 1);
    }));

  it('is made again by Try Again after nobody knew whether the avatar is set', () =>
    inWindow(async (window) => {
      sandbox.fail({ kind: 'status', status: 504 }, { times: 4, match: isUpload });
      const act = await window.act(ours);
      assert.equal((await window.send(act, ours)).ok, false);
      sandbox.setElsewhere('agent_1', newer);
      assert.ok((await window.send(act, ours)).ok);
      assert.deepEqual(await window.restorable(), [hashOf(original), hashOf(newer)]);
    }));

  it('is counted with its upload: it has a part in what look-ups leave to uploads', async () => {
    const clock = new StandingClock();
    await inWindow(
      async (window) => {
        // Of nine requests a minute look-ups take eight.
        for (let index = 0; index < 7; index++) assert.ok((await lookUp(window)).ok);
        const waits: Waiting[] = [];
        const lists: Waiting[] = [];
        assert.ok((await window.set(ours, { onWaiting: (waiting) => waits.push(waiting) })).ok);
        assert.equal(waits.length, 0);
        const looking = lookUp(window, { signal: never, onWaiting: (waiting) => lists.push(waiting) });
        await until('the list waits', () => lists.length > 0);
        const second = window.set(newer, { onWaiting: (waiting) => waits.push(waiting) });
        await until('the upload waits', () => waits.length > 0);
        clock.move(61_000);
        assert.ok((await second).ok);
        assert.ok((await looking).ok);
      },
      limited({ perMinute: 9 }, clock),
    );
  });

  it('needs no place beside its upload’s, also when it is tried again', () =>
    inWindow(
      async (window) => {
        sandbox.fail({ kind: 'status', status: 503 }, { times: 2, match: isLook });
        const others = Array.from({ length: 3 }, () => lookUp(window));
        assert.ok((await window.set(ours)).ok);
        for (const other of await Promise.all(others)) assert.ok(other.ok);
      },
      { settings: () => settingsWith({}, { limits: { ...unlimited, concurrent: 1 } }) },
    ));

  it('and the upload stay within the limits together', () =>
    inFolder(async (folder) => {
      const windows = { minute: 1_000, hour: 3_600_000, spread: 200 };
      const counter = new ProcessCounter(systemClock, windows);
      const surroundings = {
        clock: systemClock,
        settings: () => settingsWith({}, { limits: { ...unlimited, perMinute: 4 } }),
        counterFor: () => counter,
      };
      const window = new TestWindow(folder, sandbox.url, surroundings);
      const arrivals: number[] = [];
      sandbox.failBy((_, request) => {
        if (isUpload(request) || isLook(request)) arrivals.push(performance.now());
        return undefined;
      });
      for (const image of [ours, newer, original]) assert.ok((await window.set(image)).ok);
      await Promise.all(Array.from({ length: 3 }, () => lookUp(window)));
      assert.equal(arrivals.length, 9);
      for (const [index, arrival] of arrivals.slice(4).entries()) {
        const span = arrival - (arrivals[index] ?? 0);
        assert.ok(span >= windows.minute, `five requests within ${span} ms`);
      }
      await window.client.dispose();
    }));

  it('is not needed where the person goes on without a copy, and the journal cannot be read at all', () =>
    inWindow(async (window, folder) => {
      await writeFile(join(folder, 'acts'), 'no folder');
      const act = await window.act(ours);
      assert.deepEqual(await window.send(act, ours), { ok: false, failure: { kind: 'currentUnkept' } });
      assert.ok(!sandbox.requests.some(isUpload));
      const sent = await window.send(act, ours, { without: ['disk'] });
      assert.ok(sent.ok, JSON.stringify(sent));
      assert.equal(sandbox.avatarOf('agent_1')?.sha256, hashOf(ours));
      assert.ok(window.problems.splice(0).length > 0);
    }));

  it('leaves the server alone as well when another call of the key was told to, and ended with that', async () => {
    const clock = new StandingClock();
    await inWindow(
      async (window) => {
        sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
        assert.equal((await lookUp(window)).ok, false);
        const waits: Waiting[] = [];
        const sent = window.set(ours, { onWaiting: (waiting) => waits.push(waiting) });
        await until('it waits', () => waits.length > 0);
        assert.deepEqual(waits[0], { reason: 'serverLimit', milliseconds: 60_000 });
        assert.equal(sandbox.requests.length, 1);
        clock.move(61_000);
        assert.ok((await sent).ok);
      },
      limited({}, clock),
    );
  });

  for (const [status, failure] of [
    [401, 'credentialRefused'],
    [403, 'currentUnknown'],
    [404, 'agentUnknown'],
  ] as const) {
    it(`is not given up for ever by a ${status} where it was answered before: nothing is sent`, () =>
      inWindow(async (window) => {
        assert.ok((await window.client.widgetAvatar(serverAt(sandbox.url), agentCalled('agent_1'), { signal: never })).ok);
        sandbox.fail({ kind: 'status', status }, { match: isLook });
        const act = await window.act(ours);
        const sent = await window.send(act, ours);
        assert.equal(!sent.ok && sent.failure.kind, failure);
        assert.ok(!sandbox.requests.some(isUpload));
        assert.ok((await window.send(act, ours)).ok);
        assert.deepEqual(await window.restorable(), [hashOf(original)]);
      }));

    it(`is not needed where it was answered by a ${status} only`, () =>
      inWindow(async (window) => {
        // Of another agent it may have been answered.
        assert.ok((await lookUp(window)).ok);
        sandbox.fail({ kind: 'status', status }, { match: isLook, times: 2 });
        for (const image of [ours, newer]) assert.ok((await window.set(image)).ok);
        assert.deepEqual(
          await window.fileNames(),
          [newer, ours].map(({ fileName }) => fileName),
        );
      }));
  }

  it('is over when the server says how long it wants to be left alone, and that is too long to wait', () =>
    inWindow(async (window) => {
      sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '900' } }, { match: isLook });
      const sent = await window.set(ours);
      assert.ok(!sent.ok && sent.failure.kind === 'rateLimited' && sent.failure.seconds === 900, JSON.stringify(sent));
      assert.ok(!sandbox.requests.some(isUpload));
    }));
});

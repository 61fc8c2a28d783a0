import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CallOptions, Server, Waiting } from '../../../src/core/api/apiClient.ts';
import type { Surroundings } from '../../../src/core/api/client.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { ProcessCounter, type RequestCounter } from '../../../src/core/api/requestCounter.ts';
import { MachineCounter } from '../../../src/core/limits/machineCounter.ts';
import { agentCalled, never, serverAt, settingsWith } from '../../support/api/calls.ts';
import { until } from '../../support/api/openSockets.ts';
import { StandingClock } from '../../support/api/standingClock.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import type { RecordedRequest, Sandbox } from '../../support/sandbox/sandbox.ts';
import { imageOf, TestWindow } from '../../support/upload/testWindow.ts';
import { useServerShowing } from '../../support/upload/windows.ts';

const unlimited = { concurrent: 4, perMinute: Infinity, perHour: Infinity };
const [original, ours, next] = [imageOf(1), imageOf(2), imageOf(3)];
const isLook = ({ path }: { readonly path: string }) => path.endsWith('/widget');
const isImage = ({ path }: { readonly path: string }) => path.startsWith('/avatars/');

/** What an upload was let in by may be over when it goes out, since it first looks at what it replaces. */
describe('the turn of an upload', () => {
  let sandbox: Sandbox;
  let clock: StandingClock;
  const open: TestWindow[] = [];
  useServerShowing(original, ['agent_1', 'agent_2', 'agent_3'], (opened) => (sandbox = opened));
  beforeEach(() => (clock = new StandingClock()));
  afterEach(async () => {
    for (const { client, problems } of open.splice(0)) {
      await client.dispose();
      assert.deepEqual(problems, []);
    }
  });

  const windowIn = (
    folder: string,
    limits: Partial<NetworkSettings['limits']>,
    counterFor: (server: Server) => RequestCounter = () => new ProcessCounter(clock),
  ): TestWindow => {
    const surroundings: Surroundings = { clock, counterFor, settings: () => settingsWith({}, { limits: { ...unlimited, ...limits } }) };
    const window = new TestWindow(folder, sandbox.url, surroundings);
    open.push(window);
    return window;
  };

  const look = (window: TestWindow, agent: string, options: CallOptions = { signal: never }) =>
    window.client.widgetAvatar(serverAt(sandbox.url), agentCalled(agent), options);

  /** Holds an image, or a look, back until it is let go. */
  function hold(match: (request: RecordedRequest) => boolean): () => void {
    let letGo = (): void => undefined;
    sandbox.fail({ kind: 'hold', until: new Promise<void>((resolve) => (letGo = resolve)) }, { match });
    return letGo;
  }

  const sent = () => sandbox.requests.filter((request) => !isImage(request)).map((request) => (isUpload(request) ? 'upload' : 'look'));

  for (const [where, counters] of [
    ['a window', () => [new ProcessCounter(clock)]],
    [
      'two windows',
      (folder: string) =>
        [1, 2].map(() => new MachineCounter(serverAt(sandbox.url), { folder, clock, log: { warn: (line) => assert.fail(line) } })),
    ],
  ] as [string, (folder: string) => RequestCounter[]][]) {
    it(`counts from when it goes out, however long its look took, in ${where}`, () =>
      inFolder(async (folder) => {
        const [counter, other = counter] = counters(join(folder, 'limits'));
        const [one, second] = [counter!, other!].map((each) => windowIn(join(folder, 'history'), { perMinute: 2 }, () => each));
        const letGo = hold(isImage);
        const late = one!.set(ours);
        await sandbox.waitForRequest(isImage);
        clock.move(50_000);
        letGo();
        assert.ok((await late).ok);
        clock.move(11_000);
        const waits: Waiting[] = [];
        // Look-ups leave a place of the two to uploads: this one goes out when nothing else counts.
        const looking = look(second!, 'agent_2', { signal: never, onWaiting: (waiting) => waits.push(waiting) });
        await until('the upload counts still', () => waits.length > 0);
        assert.deepEqual(waits, [{ reason: 'minuteLimit', milliseconds: 50_000 }]);
        clock.move(50_000);
        assert.ok((await looking).ok);
      }));
  }

  it('does not come with the look’s where the limit is one', () =>
    inFolder(async (folder) => {
      const counter = new ProcessCounter(clock);
      const window = windowIn(folder, { perMinute: 1 }, () => counter);
      const waits: Waiting[] = [];
      const setting = window.set(ours, { onWaiting: (waiting) => waits.push(waiting) });
      await until('the upload waits', () => waits.length > 0);
      assert.deepEqual(waits, [{ reason: 'minuteLimit', milliseconds: 61_000 }]);
      assert.deepEqual(sent(), ['look']);
      for (let moved = 0; moved < 61_000; moved += 5_000) {
        await until('it waits', () => clock.waiting > 0);
        clock.move(5_000);
      }
      assert.ok((await setting).ok);
      assert.deepEqual(sent(), ['look', 'upload']);
    }));

  it('is over when the server asks another call to leave it alone', () =>
    inFolder(async (folder) => {
      const window = windowIn(folder, {});
      const letGo = hold(isImage);
      const waits: Waiting[] = [];
      const setting = window.set(ours, { onWaiting: (waiting) => waits.push(waiting) });
      await sandbox.waitForRequest(isImage);
      sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '120' } });
      assert.equal((await look(window, 'agent_2')).ok, false);
      letGo();
      await until('the upload waits', () => waits.length > 0);
      assert.deepEqual(waits, [{ reason: 'serverLimit', milliseconds: 60_000 }]);
      assert.deepEqual(sent(), ['look', 'look']);
      sandbox.setElsewhere('agent_1', next);
      for (let moved = 0; moved < 60_000; moved += 5_000) {
        await until('it waits', () => clock.waiting > 0);
        clock.move(5_000);
      }
      assert.ok((await setting).ok);
      // What was set meanwhile is looked at.
      assert.deepEqual(sent(), ['look', 'look', 'look', 'upload']);
    }));

  it('is over, too, when that other call was one too many at once', () =>
    inFolder(async (folder) => {
      const window = windowIn(folder, {});
      const letGo = hold((request) => isLook(request) && request.path.includes('agent_1'));
      const slow = look(window, 'agent_1');
      await sandbox.waitForRequest(isLook);
      const body = { detail: { code: 'concurrent_limit_exceeded', message: 'Too many at once' } };
      sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '10' }, body });
      const told = look(window, 'agent_2');
      await until('it waits', () => clock.waiting > 0);
      const waits: Waiting[] = [];
      const other = look(window, 'agent_3', { signal: never, onWaiting: (waiting) => waits.push(waiting) });
      await until('the other waits', () => waits.length > 0);
      assert.deepEqual(waits, [{ reason: 'serverLimit', milliseconds: 10_250 }]);
      letGo();
      clock.move(10_250);
      for (const each of await Promise.all([slow, told, other])) assert.ok(each.ok);
    }));

  it('is no other call for which its own look could wait', () =>
    inFolder(async (folder) => {
      const window = windowIn(folder, {});
      const body = { detail: { code: 'concurrent_limit_exceeded', message: 'Too many at once' } };
      sandbox.fail({ kind: 'status', status: 429, body }, { match: isLook });
      const setting = window.set(ours);
      await until('its look waits', () => clock.waiting > 0);
      clock.move(500);
      assert.ok((await setting).ok);
    }));
});

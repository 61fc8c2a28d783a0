import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server as TcpServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, Waiting } from '../../../src/core/api/apiClient.ts';
import { systemClock } from '../../../src/core/base/clock.ts';
import { type Fault, type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { key, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';
import { until } from '../../support/api/openSockets.ts';

/** Milliseconds within which a cancelled call must have ended, also on a busy machine. One that ends by itself is not `cancelled`. */
const promptly = 1_000;

describe('Cancel', () => {
  let sandbox: Sandbox;
  let client: ApiClient;

  before(async () => (sandbox = await startSandbox({ apiKeys: [key] })));
  after(() => sandbox.close());
  beforeEach(() => {
    sandbox.reset();
    ({ client } = testClient({ clock: systemClock }));
  });
  afterEach(() => client.dispose());

  async function cancelled(call: (signal: AbortSignal) => ReturnType<ApiClient['setAvatar']>, when: () => Promise<unknown>) {
    const controller = new AbortController();
    const result = call(controller.signal);
    await when();
    const started = performance.now();
    controller.abort();
    const ended = await result;
    const took = performance.now() - started;
    if (ended.ok) assert.fail('It was accepted.');
    assert.equal(ended.failure.kind, 'cancelled');
    assert.ok(took < promptly, `${took} ms`);
    return ended.failure;
  }

  /** Cancels while the client waits to try again what was answered with this status. */
  async function cancelledBeforeRetry(status: number) {
    sandbox.fail({ kind: 'status', status, headers: { 'retry-after': '30' } }, { times: 9 });
    let waits: Waiting | undefined;
    return cancelled(
      (signal) => client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal, onWaiting: (waiting) => (waits = waiting) }),
      () => until('waiting', () => waits?.reason === 'retry'),
    );
  }

  const moments: [string, Fault, number][] = [
    ['while the server stalls', { kind: 'stall' }, 100],
    ['while a large body goes out', { kind: 'early-answer', status: 200 }, 30_000_000],
    ['while the answer drips in', { kind: 'drip', bytesPerSecond: 20 }, 100],
    ['while the server thinks', { kind: 'delay', ms: 2_000 }, 100],
  ];
  for (const [moment, fault, length] of moments) {
    it(`works ${moment}, and leaves no socket open`, async () => {
      sandbox.fail(fault, { times: 9 });
      const upload = uploadOf(1, length);
      await cancelled(
        (signal) => client.setAvatar(serverAt(sandbox.url), upload, { signal }),
        async () => {
          await sandbox.waitForRequest();
          if (length < 1_000) await sleep(60);
        },
      );
      await until('no connection', () => sandbox.connections === 0);
      assert.equal(sandbox.requestCount, 1);
    });
  }

  it('works before the call', async () => {
    const signal = AbortSignal.abort();
    const result = await client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal });
    assert.deepEqual(result, { ok: false, failure: { kind: 'cancelled' } });
    assert.equal(sandbox.requestCount, 0);
  });

  it('works while it waits to try again, without another request', async () => {
    const failure = await cancelledBeforeRetry(503);
    // Its 503 came after it had the whole request.
    assert.equal(failure.maySet, true);
    await sleep(50);
    assert.equal(sandbox.requestCount, 1);
  });

  it('leaves no doubt while it waits to try again what the server refused to look at', async () => {
    const failure = await cancelledBeforeRetry(429);
    assert.equal(failure.maySet, undefined);
  });

  it('works while it waits for a free place, and lets the next one in', async () => {
    const settings = settingsWith({}, { limits: { concurrent: 1, perMinute: Infinity, perHour: Infinity } });
    ({ client } = testClient({ clock: systemClock, settings: () => settings }));
    sandbox.fail({ kind: 'delay', ms: 300 });
    const signal = new AbortController().signal;
    const first = client.setAvatar(serverAt(sandbox.url), uploadOf(1, 10, 'a'), { signal });
    await sandbox.waitForRequest();
    let waits: Waiting | undefined;
    await cancelled(
      (given) =>
        client.setAvatar(serverAt(sandbox.url), uploadOf(1, 10, 'b'), { signal: given, onWaiting: (waiting) => (waits = waiting) }),
      () => until('waiting', () => waits?.reason === 'freePlace'),
    );
    const third = client.setAvatar(serverAt(sandbox.url), uploadOf(1, 10, 'c'), { signal });
    assert.deepEqual([(await first).ok, (await third).ok], [true, true]);
    assert.equal(sandbox.avatarOf('b'), undefined);
  });

  it('works while it waits for the same agent’s earlier avatar', async () => {
    sandbox.fail({ kind: 'delay', ms: 300 });
    const first = client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal: new AbortController().signal });
    await cancelled(
      (signal) => client.setAvatar(serverAt(sandbox.url), uploadOf(2), { signal }),
      () => sandbox.waitForRequest(),
    );
    assert.equal((await first).ok, true);
    assert.equal(sandbox.requestCount, 1);
  });

  it('says that the avatar may be set when the server had it all', async () => {
    sandbox.fail({ kind: 'delay', ms: 500 });
    const failure = await cancelled(
      (signal) => client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal }),
      () => until('stored', () => sandbox.avatarOf('agent_1') !== undefined),
    );
    assert.equal(failure.maySet, true);
  });

  describe('while a connection is being made', () => {
    let mute: TcpServer;
    const accepted = new Set<Socket>();

    before(async () => {
      // Takes connections and says nothing, so that no TLS comes about.
      mute = createServer((socket) => {
        accepted.add(socket);
        socket
          .resume()
          .on('error', () => undefined)
          .once('close', () => accepted.delete(socket));
      });
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    });
    after(() => mute.close());

    it('works, and leaves no socket open', async () => {
      const { port } = mute.address() as AddressInfo;
      const failure = await cancelled(
        (signal) => client.setAvatar(serverAt(`https://127.0.0.1:${port}`), uploadOf(1), { signal }),
        () => until('a connection', () => accepted.size === 1),
      );
      assert.equal(failure.maySet, undefined);
      await until('no connection', () => accepted.size === 0);
    });

    it('works while a proxy opens its tunnel, and leaves no socket open', async () => {
      const { port } = mute.address() as AddressInfo;
      const settings = settingsWith({ url: `http://127.0.0.1:${port}` });
      ({ client } = testClient({ clock: systemClock, settings: () => settings }));
      await cancelled(
        (signal) => client.setAvatar(serverAt('https://api.example.test'), uploadOf(1), { signal }),
        () => until('a connection', () => accepted.size === 1),
      );
      await until('no connection', () => accepted.size === 0);
    });
  });

  it('ends all calls when the client is closed', async () => {
    sandbox.fail({ kind: 'stall' }, { times: 9 });
    const signal = new AbortController().signal;
    const calls = ['a', 'b', 'c'].map((agent) => client.setAvatar(serverAt(sandbox.url), uploadOf(1, 10, agent), { signal }));
    await until('requests', () => sandbox.requestCount === 3);
    await client.dispose();
    for (const result of await Promise.all(calls)) assert.equal(!result.ok && result.failure.kind, 'cancelled');
    await until('no connection', () => sandbox.connections === 0);
  });
});

import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import type { ApiClient, Waiting } from '../../../src/core/api/apiClient.ts';
import { globalFetch } from '../../../src/core/api/http/fetchExchange.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import type { ApiFailure } from '../../../src/core/model/failure.ts';
import { type Fault, type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { type HastyClock, key, never, type RecordedLog, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';

describe('an upload that does not get through at once', () => {
  let sandbox: Sandbox;
  let client: ApiClient;
  let log: RecordedLog;
  let clock: HastyClock;

  before(async () => (sandbox = await startSandbox({ apiKeys: [key] })));
  after(() => sandbox.close());
  beforeEach(() => {
    sandbox.reset();
    ({ client, log, clock } = testClient());
  });
  afterEach(() => client.dispose());

  const upload = (given = uploadOf(1), onWaiting?: (waiting: Waiting) => void) =>
    client.setAvatar(serverAt(sandbox.url), given, { signal: never, ...(onWaiting && { onWaiting }) });

  async function failure(given = uploadOf(1)): Promise<ApiFailure> {
    const result = await upload(given);
    if (result.ok) assert.fail('It was accepted.');
    return result.failure;
  }

  const passing: Fault[] = [
    ...[408, 425, 429, 500, 502, 503, 504].map((status) => ({ kind: 'status', status }) as const),
    { kind: 'html', status: 502 },
    { kind: 'reset', when: 'before-body' },
    { kind: 'reset', when: 'mid-body' },
    { kind: 'reset', when: 'after-body' },
    { kind: 'reset', when: 'mid-answer' },
    { kind: 'half-close' },
    { kind: 'accept-then-fail' },
    { kind: 'accept-then-fail', status: 500 },
  ];
  for (const fault of passing) {
    const name = JSON.stringify(fault);
    it(`is sent again, the same bytes, after ${name}`, async () => {
      sandbox.fail(fault, { times: 3 });
      const large = uploadOf(2, 300_000);
      assert.equal((await upload(large)).ok, true);
      assert.equal(sandbox.requestCount, 4);
      assert.deepEqual(sandbox.avatarOf('agent_1')?.bytes, large.image.bytes);
    });

    it(`is given up after three more tries at ${name}`, async () => {
      sandbox.fail(fault, { times: 9 });
      const { kind } = await failure();
      assert.ok(['outcomeUnknown', 'serverFailed', 'rateLimited', 'refused', 'unreachable'].includes(kind), kind);
      assert.equal(sandbox.requestCount, 4);
    });
  }

  for (const status of [400, 401, 403, 404, 409, 413, 415, 422]) {
    it(`is not sent again after ${status}`, async () => {
      sandbox.fail({ kind: 'status', status }, { times: 9 });
      await failure();
      assert.equal(sandbox.requestCount, 1);
    });
  }

  it('waits longer each time, by chance, and says so', async () => {
    sandbox.fail({ kind: 'status', status: 503 }, { times: 9 });
    const said: Waiting[] = [];
    await upload(uploadOf(1), (waiting) => said.push(waiting));
    assert.deepEqual(said, [
      { reason: 'retry', milliseconds: 250, attempt: 2 },
      { reason: 'retry', milliseconds: 500, attempt: 3 },
      { reason: 'retry', milliseconds: 1000, attempt: 4 },
    ]);
    assert.deepEqual(clock.waited, [250, 500, 1000]);
  });

  it('says at each try that the waiting is over', async () => {
    sandbox.fail({ kind: 'status', status: 503 }, { times: 2 });
    const said: string[] = [];
    const options = { signal: never, onWaiting: ({ reason }: Waiting) => said.push(reason), onTry: () => said.push('try') };
    await client.setAvatar(serverAt(sandbox.url), uploadOf(1), options);
    assert.deepEqual(said, ['try', 'retry', 'try', 'retry', 'try']);
  });

  it('waits as long as the server asks', async () => {
    sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    assert.equal((await upload()).ok, true);
    assert.deepEqual(clock.waited, [7250]);
  });

  it('does not wait an hour, and says how long the server wants to be left alone', async () => {
    sandbox.fail({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const refusal = await failure();
    assert.equal(refusal.kind === 'rateLimited' && refusal.seconds, 3600);
    assert.deepEqual(clock.waited, []);
  });

  it('waits for its own other calls where the server takes only so many at once', async () => {
    const detail = { code: 'concurrent_limit_exceeded', message: 'Too many at once' };
    sandbox.fail({ kind: 'delay', ms: 80 }, { match: ({ path }) => path.includes('slow') });
    const slow = upload(uploadOf(1, 100, 'slow'));
    await sandbox.waitForRequest();
    sandbox.fail({ kind: 'status', status: 429, body: { detail } });
    const result = await upload(uploadOf(1, 100, 'quick'));
    assert.equal(result.ok, true);
    assert.equal((await slow).ok, true);
  });

  it('says that the outcome is unknown when the server had it all and then nothing came', async () => {
    sandbox.fail({ kind: 'accept-then-fail' }, { times: 9 });
    const { kind, maySet } = await failure();
    assert.deepEqual({ kind, maySet }, { kind: 'outcomeUnknown', maySet: true });
    assert.ok(sandbox.avatarOf('agent_1'));
  });

  it('does not forget, when a later try is refused, that an earlier one may have set the avatar', async () => {
    sandbox.fail({ kind: 'accept-then-fail' });
    sandbox.fail({ kind: 'status', status: 401 });
    const { kind, maySet } = await failure();
    assert.deepEqual({ kind, maySet }, { kind: 'credentialRefused', maySet: true });
  });

  it('does not claim that an avatar may be set which was never sent whole', async () => {
    sandbox.fail({ kind: 'reset', when: 'mid-body' }, { times: 9 });
    const { kind, maySet } = await failure(uploadOf(1, 8_000_000));
    assert.deepEqual({ kind, maySet }, { kind: 'unreachable', maySet: undefined });
  });

  it('takes an answer that came before the whole request was sent', async () => {
    sandbox.fail({ kind: 'early-answer', status: 413 });
    assert.equal((await failure(uploadOf(1, 3_000_000))).kind, 'refused');
    assert.equal((await upload()).ok, true);
  });

  it('gives up when its time is up, and says that the outcome is unknown', async () => {
    ({ client } = testClient({ settings: () => settingsWith({}, { callTimeout: 150 }) }));
    sandbox.fail({ kind: 'stall' }, { times: 9 });
    const started = performance.now();
    assert.equal((await failure()).kind, 'outcomeUnknown');
    assert.ok(performance.now() - started < 1_000);
  });

  it('is not said to have been sent to a port that nobody connects to', async () => {
    // The discard port: our own connection is refused there, and the editor's network does not even try it.
    ({ client } = testClient({ editorFetch: globalFetch }));
    const result = await client.setAvatar(serverAt('http://127.0.0.1:9'), uploadOf(1), { signal: never });
    assert.deepEqual(result, { ok: false, failure: { kind: 'unreachable', host: '127.0.0.1:9', code: 'ECONNREFUSED' } });
  });

  describe('to a server that takes its time', () => {
    // Far less than the server takes below: only sending has to be quicker.
    const quick = { idleTimeout: 50, callTimeout: 60_000 };
    const routes = [
      ['our own', (rest: Partial<NetworkSettings>) => ({ settings: () => settingsWith({}, rest) })],
      // An address that names no proxy of ours leaves the way to the editor.
      [
        'the editor’s',
        (rest: Partial<NetworkSettings>) => ({
          settings: () => settingsWith({ url: 'socks5://proxy.example' }, rest),
          editorFetch: globalFetch,
        }),
      ],
    ] as const;
    for (const [name, surroundings] of routes) {
      it(`waits for its answer as long as the call may take, by ${name} network`, async () => {
        ({ client } = testClient(surroundings(quick)));
        sandbox.fail({ kind: 'delay', ms: 500 });
        assert.equal((await upload()).ok, true);
        assert.equal(sandbox.requestCount, 1);
      });

      it(`waits for the rest of its answer as long as the call may take, by ${name} network`, async () => {
        ({ client } = testClient(surroundings(quick)));
        sandbox.fail({ kind: 'drip', bytesPerSecond: 100 });
        assert.equal((await upload()).ok, true);
        assert.equal(sandbox.requestCount, 1);
      });

      it(`waits no longer than the call may take, and leaves the outcome open, by ${name} network`, async () => {
        ({ client } = testClient(surroundings({ callTimeout: 400 })));
        sandbox.fail({ kind: 'stall' }, { times: 9 });
        assert.equal((await failure()).kind, 'outcomeUnknown');
        assert.equal(sandbox.requestCount, 1);
      });
    }
  });

  it('is given up and sent again where nothing of it leaves any more, and was never sent whole', async () => {
    let connections = 0;
    const deaf = createServer({ pauseOnConnect: true }, (socket) => {
      connections += 1;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as AddressInfo;
    ({ client } = testClient({ settings: () => settingsWith({}, { idleTimeout: 300, callTimeout: 600_000 }) }));
    const result = await client.setAvatar(serverAt(`http://127.0.0.1:${port}`), uploadOf(1, 30_000_000), { signal: never });
    await client.dispose();
    deaf.close();
    assert.deepEqual(result, { ok: false, failure: { kind: 'timedOut', host: `127.0.0.1:${port}` } });
    assert.equal(connections, 4);
  });

  describe('on a machine whose clocks go astray', () => {
    const hour = 3_600_000;

    /** Calls something at each wait before a retry. */
    const whileWaiting = (act: () => void) => (waiting: Waiting) => {
      if (waiting.reason === 'retry') act();
    };

    it('is not tried again after a sleep that was longer than its time, and what came of it before still counts', async () => {
      sandbox.fail({ kind: 'status', status: 503 }, { times: 9 });
      const result = await upload(
        uploadOf(1),
        whileWaiting(() => clock.sleep(8 * hour)),
      );
      assert.equal(!result.ok && result.failure.kind, 'serverFailed');
      assert.equal(sandbox.requestCount, 1);
    });

    it('is tried again after a short sleep, which counts', async () => {
      ({ client, clock } = testClient({ settings: () => settingsWith({}, { callTimeout: 20_000 }) }));
      sandbox.fail({ kind: 'status', status: 503 }, { times: 9 });
      await upload(
        uploadOf(1),
        whileWaiting(() => clock.sleep(9_000)),
      );
      // Two naps leave too little for a third.
      assert.equal(sandbox.requestCount, 3);
    });

    it('is not tried again when the machine slept while it was on its way', async () => {
      sandbox.fail({ kind: 'reset', when: 'after-body' }, { times: 9 });
      const result = await client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal: never, onTry: () => clock.sleep(hour) });
      assert.equal(!result.ok && result.failure.kind, 'outcomeUnknown');
      assert.equal(sandbox.requestCount, 1);
    });

    for (const set of [-hour, hour]) {
      it(`has the same time when the wall clock is set ${set < 0 ? 'back' : 'forward'} an hour`, async () => {
        ({ client, clock } = testClient({ settings: () => settingsWith({}, { callTimeout: 1_700 }) }));
        sandbox.fail({ kind: 'status', status: 503 }, { times: 9 });
        await upload(
          uploadOf(1),
          whileWaiting(() => clock.set(set)),
        );
        // 250 and 500 ms of waiting leave less than the next second.
        assert.deepEqual(clock.waited, [250, 500]);
        assert.equal(sandbox.requestCount, 3);
      });

      it(`waits as long as the server asks by a date when the wall clock is ${set < 0 ? 'behind' : 'ahead of'} it by an hour`, async () => {
        clock.set(set);
        sandbox.failBy((index) => {
          const at = new Date(Date.now() + 10_000).toUTCString();
          return index === 0 ? { kind: 'status', status: 429, headers: { 'retry-after': at } } : undefined;
        });
        assert.equal((await upload()).ok, true);
        const [waited = 0, ...others] = clock.waited;
        assert.ok(waited > 8_000 && waited < 11_500, String(waited));
        assert.deepEqual(others, []);
      });
    }

    it('does not send over a connection that it kept from before a sleep', async () => {
      let connections = 0;
      const server = createHttpServer((request, response) => {
        request.resume().once('end', () => response.end(JSON.stringify({ agent_id: 'agent_1' })));
      }).on('connection', () => (connections += 1));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const to = serverAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const seen: number[] = [];
      for (const nap of [0, 0, hour]) {
        clock.sleep(nap);
        const { ok } = await client.setAvatar(to, uploadOf(1), { signal: never });
        assert.ok(ok);
        seen.push(connections);
      }
      await client.dispose();
      server.close();
      assert.deepEqual(seen, [1, 1, 2]);
    });
  });

  it('writes one line a try to the log, with no secret and no body', async () => {
    sandbox.fail({ kind: 'status', status: 503 });
    await upload();
    const path = `POST ${sandbox.url}/v1/convai/agents/agent_1/avatar`;
    assert.equal(log.lines[0], `${path} → 503, try 1; the next in 250 ms`);
    assert.match(log.lines[1] ?? '', new RegExp(`^${path} → 200 in \\d+ ms, 2 tries, request [0-9a-f-]{36}$`));
    assert.ok(!log.lines.join('\n').includes(key));
  });
});

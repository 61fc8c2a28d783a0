import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server as HttpServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Fetch, globalFetch } from '../../../src/core/api/http/fetchExchange.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { certificateFor, type TestCertificate } from '../../support/api/certificate.ts';
import { key, never, noFetch, type RecordedLog, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';
import { startProxy, type ProxyOptions, type TestProxy } from '../../support/api/proxy.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

/** A name that no resolver knows (RFC 6761), so that only a proxy can reach it. */
const host = 'api.threetone.test';

describe('proxies', () => {
  let tls: TestCertificate;
  let sandbox: Sandbox;
  let address: string;
  const proxies: TestProxy[] = [];
  const clients: ReturnType<typeof testClient>[] = [];
  let log: RecordedLog;

  before(async () => {
    tls = await certificateFor([host]);
    sandbox = await startSandbox({ apiKeys: [key], tls });
    address = `https://${host}:${sandbox.port}`;
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.reset());
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(({ client }) => client.dispose()));
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  });

  async function proxyOf(options: ProxyOptions = {}): Promise<TestProxy> {
    const proxy = await startProxy(options);
    proxies.push(proxy);
    return proxy;
  }

  function clientWith(settings: () => NetworkSettings, editorFetch?: () => Fetch) {
    const made = testClient({ settings, ...(editorFetch && { editorFetch }) });
    clients.push(made);
    log = made.log;
    return (to = address) => made.client.setAvatar(serverAt(to), uploadOf(1), { signal: never });
  }

  const untrusted = { verifyCertificates: false };
  const upload = (proxy: Parameters<typeof settingsWith>[0], to?: string) => {
    const settings = settingsWith(proxy, untrusted);
    return clientWith(() => settings)(to);
  };

  async function failureOf(result: ReturnType<typeof upload>) {
    const ended = await result;
    if (ended.ok) assert.fail('It was accepted.');
    return ended.failure;
  }

  it('http.proxy: reaches by CONNECT a server whose name only the proxy can resolve', async () => {
    const proxy = await proxyOf();
    assert.equal((await upload({ url: proxy.url })).ok, true);
    assert.deepEqual(proxy.asked, [`${host}:${sandbox.port}`]);
    assert.ok(sandbox.avatarOf('agent_1'));
  });

  it('the proxy is told neither key nor path', async () => {
    const heard: string[] = [];
    const spy = createServer().on('connect', (request, socket) => {
      heard.push(JSON.stringify([request.url, request.rawHeaders]));
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await upload({ url: await listening(spy), authorization: 'Basic c2VjcmV0' });
    spy.close();
    assert.match(heard[0] ?? '', new RegExp(`^\\["${host}:${sandbox.port}",`));
    assert.match(heard[0] ?? '', /"proxy-authorization","Basic c2VjcmV0"/);
    assert.ok(!/convai|x-api-key/i.test(heard.join('')) && !heard.join('').includes(key));
  });

  it('HTTPS_PROXY is used when http.proxy says nothing, and http.proxy wins over it', async () => {
    const [environment, setting] = [await proxyOf(), await proxyOf()];
    const variables = { proxy: environment.url, bypass: undefined };
    assert.equal((await upload({ environment: variables })).ok, true);
    assert.equal(environment.asked.length, 1);
    assert.equal((await upload({ url: setting.url, environment: variables })).ok, true);
    assert.deepEqual([environment.asked.length, setting.asked.length], [1, 1]);
  });

  it('a proxy that wants a password gets the one in the URL, which is not logged', async () => {
    const proxy = await proxyOf({ credentials: 'me:se%ret@1' });
    const url = new URL(proxy.url);
    url.username = 'me';
    url.password = 'se%25ret%401';
    assert.equal((await upload({ url: url.href })).ok, true);
    assert.ok(!log.lines.join('\n').includes('ret'));
  });

  it('a proxy that wants a password gets http.proxyAuthorization', async () => {
    const proxy = await proxyOf({ credentials: 'me:secret' });
    const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    assert.equal((await upload({ url: proxy.url, authorization })).ok, true);
  });

  it('a proxy that wants a password and gets none or a wrong one is a failure that names it, without another try', async () => {
    const proxy = await proxyOf({ credentials: 'me:secret' });
    const { host: proxyHost } = new URL(proxy.url);
    const refused = { kind: 'proxyRefused', proxyHost, host: new URL(address).host, status: 407 };
    assert.deepEqual(await failureOf(upload({ url: proxy.url })), refused);
    assert.deepEqual(await failureOf(upload({ url: proxy.url.replace('//', '//me:wrong@') })), refused);
    assert.equal(proxy.asked.length, 2);
    assert.ok(!log.lines.join('\n').includes('wrong'));
  });

  it('a proxy that answers an HTML page of its own is tried again, then named', async () => {
    let asked = 0;
    const page = '<html><body><h1>502 Bad Gateway</h1></body></html>';
    const broken = createServer().on('connect', (_, socket) => {
      asked += 1;
      socket.end(`HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\n\r\n${page}`);
    });
    const url = await listening(broken);
    const failure = await failureOf(upload({ url }));
    broken.close();
    assert.deepEqual(failure, {
      kind: 'proxyRefused',
      proxyHost: new URL(url).host,
      host: new URL(address).host,
      status: 502,
    });
    assert.equal(asked, 4);
  });

  it('a proxy that is down is a failure that names it', async () => {
    const proxy = await startProxy();
    await proxy.close();
    const failure = await failureOf(upload({ url: proxy.url }));
    assert.deepEqual(failure, { kind: 'proxyUnreachable', proxyHost: new URL(proxy.url).host, code: 'ECONNREFUSED' });
  });

  it('a proxy that is spoken to by TLS works', async () => {
    const proxy = await proxyOf({ tls });
    assert.equal((await upload({ url: proxy.url })).ok, true);
    assert.equal(proxy.asked.length, 1);
  });

  it('http.noProxy and NO_PROXY go straight to the server', async () => {
    const proxy = await proxyOf();
    assert.equal((await failureOf(upload({ url: proxy.url, bypass: ['.threetone.test'] }))).kind, 'unreachable');
    const environment = { proxy: undefined, bypass: 'other.test,api.threetone.test' };
    assert.equal((await failureOf(upload({ url: proxy.url, environment }))).kind, 'unreachable');
    assert.deepEqual(proxy.asked, []);
  });

  it('http.proxySupport: off uses no proxy, not even the environment’s', async () => {
    const proxy = await proxyOf();
    const environment = { proxy: proxy.url, bypass: undefined };
    const failure = await failureOf(upload({ support: 'off', url: proxy.url, environment }));
    assert.equal(failure.kind, 'unreachable');
    assert.deepEqual(proxy.asked, []);
  });

  it('this machine is never behind a proxy', async () => {
    const proxy = await proxyOf();
    for (const name of ['127.0.0.1', 'localhost']) {
      assert.equal((await upload({ url: proxy.url }, `https://${name}:${sandbox.port}`)).ok, true);
    }
    assert.deepEqual(proxy.asked, []);
  });

  it('a change of the settings counts from the next upload on', async () => {
    const [first, second] = [await proxyOf(), await proxyOf()];
    let settings = settingsWith({ url: first.url }, untrusted);
    const send = clientWith(() => settings);
    assert.equal((await send()).ok, true);
    settings = settingsWith({ url: second.url }, untrusted);
    assert.equal((await send()).ok, true);
    assert.equal((await send()).ok, true);
    assert.deepEqual([first.asked.length, second.asked.length], [1, 1]);
  });

  describe('certificates', () => {
    const to = () => `https://127.0.0.1:${sandbox.port}`;

    it('one that cannot be verified is a failure that names the server, and nothing is sent', async () => {
      const failure = await failureOf(clientWith(() => settingsWith())(to()));
      assert.deepEqual(failure, {
        kind: 'certificateRefused',
        host: `127.0.0.1:${sandbox.port}`,
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
      assert.equal(sandbox.requestCount, 0);
    });

    it('one for another name is refused', async () => {
      const failure = await failureOf(trusting(`https://localhost:${sandbox.port}`));
      assert.deepEqual(failure.kind, 'certificateRefused');
    });

    it('the proxy’s is verified too', async () => {
      const proxy = await proxyOf({ tls });
      const failure = await failureOf(clientWith(() => settingsWith({ url: proxy.url }))());
      assert.deepEqual(failure, {
        kind: 'certificateRefused',
        host: new URL(proxy.url).host,
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
    });

    it('http.proxyStrictSSL: false accepts it, and the log says that nothing was verified', async () => {
      assert.equal((await upload({}, to())).ok, true);
      assert.match(log.lines[0] ?? '', /, certificate not verified/);
    });

    it('an authority from NODE_EXTRA_CA_CERTS is trusted', async () => {
      assert.equal((await trusting(to())).ok, true);
    });
  });

  /** Uploads from another process, which trusts the sandbox's certificate: Node reads that variable when it starts. */
  async function trusting(to: string): ReturnType<typeof upload> {
    const folder = await mkdtemp(join(tmpdir(), 'authority-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, tls.cert);
    const script = join(__dirname, '../../support/api/uploadOnce.ts');
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: file };
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', script, to], { env });
    await rm(folder, { recursive: true });
    return JSON.parse(stdout) as Awaited<ReturnType<typeof upload>>;
  }

  describe('the editor’s own network', () => {
    /** What the editor's `fetch` would do with a PAC file: it goes through a proxy that the settings do not name. */
    function pacFetch(calls: string[], port: number): () => Fetch {
      return () => (url, options) => {
        calls.push(url.href);
        return globalFetch()(new URL(url.href.replace(host, '127.0.0.1').replace(/:\d+/, `:${port}`)), options);
      };
    }

    let plain: Sandbox;
    before(async () => (plain = await startSandbox({ apiKeys: [key] })));
    after(() => plain.close());
    beforeEach(() => plain.reset());

    const overHttp =
      (fetch: () => Fetch): (() => Fetch) =>
      () =>
      (url, options) =>
        fetch()(new URL(url.href.replace('https:', 'http:')), options);

    it('is asked once for a server that cannot be connected to, with the same bytes, and kept for it', async () => {
      const calls: string[] = [];
      let settings = settingsWith();
      const send = clientWith(() => settings, overHttp(pacFetch(calls, plain.port)));
      assert.equal((await send()).ok, true);
      assert.equal((await send()).ok, true);
      assert.equal(calls.length, 2);
      assert.deepEqual(plain.avatarOf('agent_1')?.bytes, uploadOf(1).image.bytes);
      assert.equal(plain.requests[0]?.headers['x-api-key'], key);
      settings = settingsWith({ url: 'http://127.0.0.1:1' });
      assert.equal((await send()).ok, true);
      assert.equal(calls.length, 3);
    });

    it('is not asked when a byte has been sent', async () => {
      const calls: string[] = [];
      plain.fail({ kind: 'reset', when: 'before-body' }, { times: 9 });
      const send = clientWith(() => settingsWith(), pacFetch(calls, plain.port));
      await send(plain.url);
      assert.deepEqual(calls, []);
    });

    it('fails in the same words as the direct way', async () => {
      const send = clientWith(() => settingsWith(), overHttp(pacFetch([], plain.port)));
      plain.fail({ kind: 'redirect', status: 307, location: 'https://elsewhere.test/x' });
      assert.deepEqual(await failureOf(send()), { kind: 'redirected', status: 307, toOrigin: 'https://elsewhere.test' });
      plain.fail({ kind: 'status', status: 503 }, { times: 4 });
      assert.equal((await failureOf(send())).kind, 'serverFailed');
      plain.fail({ kind: 'accept-then-fail' }, { times: 4 });
      assert.equal((await failureOf(send())).kind, 'outcomeUnknown');
      plain.fail({ kind: 'huge', bytes: 3_000_000 });
      assert.deepEqual(await failureOf(send()), { kind: 'unexpectedAnswer', what: 'tooLong', maySet: true });
    });

    it('tells the first failure when it does not get through either', async () => {
      const calls: string[] = [];
      const send = clientWith(
        () => settingsWith(),
        () => (url, options) => {
          calls.push(url.href);
          return noFetch()(url, options);
        },
      );
      assert.equal((await failureOf(send())).kind, 'unreachable');
      assert.equal(calls.length, 1);
    });
  });
});

function listening(server: HttpServer): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

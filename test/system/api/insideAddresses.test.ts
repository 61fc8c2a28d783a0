import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { LookupFunction, Socket } from 'node:net';
import { publicConnect } from '../../../src/core/api/http/connect.ts';
import { type Fetch, globalFetch } from '../../../src/core/api/http/fetchExchange.ts';
import type { NetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { PrivateAddress } from '../../../src/core/api/http/transportErrors.ts';
import { certificateFor } from '../../support/api/certificate.ts';
import { agentCalled, key, never, serverAt, settingsWith, testClient, uploadOf } from '../../support/api/calls.ts';
import { until } from '../../support/api/openSockets.ts';
import { startProxy, type TestProxy } from '../../support/api/proxy.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

/** A name that no resolver but a test’s own knows (RFC 6761). */
const api = 'api.threetone.test';
const cdn = 'cdn.threetone.test';

describe('a server of the internet that names an address inside', () => {
  let sandbox: Sandbox;
  /** What is on this machine and must not be asked. */
  let inside: Sandbox;
  let proxy: TestProxy;
  const clients: ReturnType<typeof testClient>[] = [];
  /** The names that were looked up. */
  let resolved: string[];
  /** What the editor’s network was asked for. */
  let byEditor: string[];

  before(async () => {
    const tls = await certificateFor([api, cdn]);
    sandbox = await startSandbox({ apiKeys: [key], tls });
    inside = await startSandbox({ apiKeys: [key], tls });
  });
  after(() => Promise.all([sandbox.close(), inside.close()]));
  beforeEach(async () => {
    proxy = await startProxy();
    for (const each of [sandbox, inside]) each.reset();
    resolved = [];
    byEditor = [];
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(({ client }) => client.dispose()));
    await proxy.close();
  });

  const unverified = { verifyCertificates: false };
  const sha256 = createHash('sha256').update(uploadOf(1).image.bytes).digest('hex');
  const origin = `https://${api}`;

  /** Resolves names to these addresses, one after the other; the last one stays. */
  function rebinding(...addresses: string[]): LookupFunction {
    return (name, options, callback) => {
      resolved.push(name);
      const address = addresses.length > 1 ? addresses.shift() : addresses[0];
      if (address === undefined) callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
      else if (options.all) callback(null, [{ address, family: 4 }]);
      else callback(null, address, 4);
    };
  }

  function clientWith(lookup: LookupFunction, settings: NetworkSettings = settingsWith({}, unverified), fetch: Fetch = globalFetch()) {
    const editorFetch = (): Fetch => (url, options) => {
      byEditor.push(url.href);
      return fetch(url, options);
    };
    const made = testClient({ lookup, settings: () => settings, editorFetch });
    clients.push(made);
    return made;
  }

  /** Stores the avatar in the inside server, where a look that gets through would find it, at this path. */
  async function fill(): Promise<string> {
    const { client } = clientWith(rebinding());
    const result = await client.setAvatar(serverAt(inside.url), uploadOf(1), { signal: never });
    if (!result.ok) assert.fail(result.failure.kind);
    await client.dispose();
    await until('no connection', () => inside.connections === 0);
    return new URL(result.value.avatarUrl ?? '').pathname;
  }

  it('is not followed to a name that leads here, nor by the editor’s network', async () => {
    const path = await fill();
    const { client } = clientWith(rebinding('127.0.0.1'));
    const avatar = { url: `https://${cdn}:${inside.port}${path}`, origin };
    assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'notVisibleYet');
    assert.equal(await client.fetchPublicAvatar(avatar, never), undefined);
    assert.ok(resolved.includes(cdn));
    assert.equal(inside.requestCount, 1);
    assert.equal(inside.connections, 0);
    assert.deepEqual(byEditor, []);
  });

  it('is not followed to a name that leads elsewhere at each look: each time it is resolved once', async () => {
    const path = await fill();
    const { client } = clientWith(rebinding('10.255.255.1', '127.0.0.1', '169.254.169.254', '127.0.0.1'));
    const avatar = { url: `https://${cdn}:${inside.port}${path}`, origin };
    for (let time = 0; time < 4; time++) assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'notVisibleYet');
    assert.deepEqual(resolved, [cdn, cdn, cdn, cdn]);
    assert.equal(inside.requestCount, 1);
  });

  it('is not followed by the editor’s network, which resolves it anew, unless that is the way to the servers too', async () => {
    const http = await startSandbox({ apiKeys: [key] });
    // As behind a proxy that only the editor knows, which knows names that this machine does not.
    const proxied: Fetch = ({ pathname }, options) => globalFetch()(new URL(http.url + pathname), options);
    const { client } = clientWith(rebinding(), settingsWith({}, unverified), proxied);
    const avatar = { url: `https://${cdn}/avatars/agent_1.png`, origin };
    assert.equal(await client.fetchPublicAvatar(avatar, never), undefined);
    assert.equal(byEditor.length, 0);
    const set = await client.setAvatar(serverAt(origin), uploadOf(1), { signal: never });
    assert.ok(set.ok, JSON.stringify(set));
    assert.deepEqual(await client.fetchPublicAvatar(avatar, never), Buffer.from(uploadOf(1).image.bytes));
    assert.equal(byEditor.at(-1), avatar.url);
    // Another server is reached by another way: where its names lead is not the editor's to find out.
    const { length } = byEditor;
    assert.equal(await client.fetchPublicAvatar({ ...avatar, origin: 'https://other.example' }, never), undefined);
    assert.equal(byEditor.length, length);
    await http.close();
  });

  it('is not followed to an address that comes without being resolved', async () => {
    const connect = publicConnect(false, rebinding());
    const target = { hostname: '127.0.0.1', host: '127.0.0.1', port: String(inside.port), protocol: 'https:' };
    const sockets: Socket[] = [];
    const error = await new Promise((done) =>
      connect(
        target,
        (...[failure]) => done(failure),
        (socket) => sockets.push(socket),
      ),
    );
    for (const socket of sockets) socket.destroy();
    assert.ok(error instanceof PrivateAddress, String(error));
    assert.equal(inside.requestCount, 0);
  });

  it('is followed to the same name when the server itself is on this machine', async () => {
    const path = await fill();
    const { client } = clientWith(rebinding());
    const avatar = { url: `https://127.0.0.1:${inside.port}${path}`, origin: sandbox.url };
    assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'live');
  });

  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0177.1']) {
    it(`is not followed to ${host}, straight, through a proxy or by the editor’s network`, async () => {
      const path = await fill();
      for (const way of [{}, { url: proxy.url }, { url: 'socks5://proxy.example' }]) {
        const { client } = clientWith(rebinding(), settingsWith(way, unverified));
        const avatar = { url: `https://${host}:${inside.port}${path}`, origin };
        assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'notVisibleYet');
      }
      assert.equal(inside.requestCount, 1);
      assert.deepEqual([proxy.asked, byEditor], [[], []]);
    });
  }

  it('has set the avatar, and the address is nobody’s to open', async () => {
    const { client, log } = clientWith(rebinding(), settingsWith({ url: proxy.url }, unverified));
    const server = serverAt(`https://${api}:${sandbox.port}`);
    for (const avatar_url of [
      `http://127.0.0.1:${inside.port}/a.png`,
      'https://10.0.0.1/a.png',
      'https://[::1]/a.png',
      'https://localhost/a',
    ]) {
      sandbox.fail({ kind: 'answer', body: { agent_id: 'agent_1', avatar_url } });
      const result = await client.setAvatar(server, uploadOf(1), { signal: never });
      assert.deepEqual(result, { ok: true, value: { agentId: 'agent_1' } }, avatar_url);
    }
    assert.ok(log.lines.some((line) => line.includes('leads into your own network')));
    sandbox.fail({ kind: 'answer', body: { widget_config: { avatar: { type: 'image', url: 'https://192.168.0.1/a.png' } } } });
    const widget = await client.widgetAvatar(server, agentCalled('agent_1'), { signal: never });
    assert.deepEqual(widget, { ok: false, failure: { kind: 'unexpectedAnswer', what: 'unsafeUrl' } });
  });

  it('is one thing, a server here that is down another: the editor’s network, and so a proxy, is not asked for it', async () => {
    const down = await startSandbox({ apiKeys: [key] });
    await down.close();
    const { client } = clientWith(rebinding(), settingsWith({ url: proxy.url }, unverified));
    for (const address of ['http://127.0.0.1', 'http://localhost', 'http://127.0.0.2', 'https://127.0.0.1']) {
      const result = await client.setAvatar(serverAt(`${address}:${down.port}`), uploadOf(1), { signal: never });
      assert.equal(!result.ok && result.failure.kind, 'unreachable', address);
    }
    assert.deepEqual([proxy.asked, byEditor], [[], []]);
  });
});

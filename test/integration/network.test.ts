import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { readNetworkSettings } from '../../src/extension/editor/networkSettings.ts';
import { ownValue } from '../../src/extension/editor/settings.ts';
import { certificateFor, type TestCertificate } from '../support/api/certificate.ts';
import { startProxy, type TestProxy } from '../support/api/proxy.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { failureNotice, inWorkspace, useServer } from './editor.ts';

const agentId = 'agent_3701k3ttaq12ewp8b7qv5rfyszkz';
const key = 'sk_integration_network';
/** A name that no resolver knows (RFC 6761), so that only a proxy can reach it. */
const host = 'api.threetone.test';

describe('the network, as the editor’s settings have it', () => {
  let tls: TestCertificate;
  let sandbox: Sandbox;
  const proxies: TestProxy[] = [];

  before(async () => {
    tls = await certificateFor([host]);
    sandbox = await startSandbox({ apiKeys: [key], tls, host });
  });
  beforeEach(async () => {
    sandbox.reset();
    await useServer(`https://${host}:${sandbox.port}`, key);
    await setHttp({ proxyStrictSSL: false });
  });
  afterEach(async () => {
    await setHttp({ proxy: undefined, noProxy: undefined, proxySupport: undefined, proxyStrictSSL: undefined });
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  after(() => sandbox.close());

  async function setHttp(values: Record<string, unknown>): Promise<void> {
    const settings = vscode.workspace.getConfiguration('http');
    for (const [name, value] of Object.entries(values)) {
      await settings.update(name, value, vscode.ConfigurationTarget.Global);
    }
  }

  async function proxyOf(options = {}): Promise<TestProxy> {
    const proxy = await startProxy(options);
    proxies.push(proxy);
    return proxy;
  }

  const set = () => vscode.commands.executeCommand('threetoneAvatars.setAvatar', agentId, inWorkspace('square.png'));

  it('goes through http.proxy, and through another one as soon as the setting changes', async () => {
    const [first, second] = [await proxyOf(), await proxyOf({ credentials: 'me:se%ret' })];
    await setHttp({ proxy: first.url });
    assert.ok(await set());
    await setHttp({ proxy: second.url.replace('//', '//me:se%25ret@') });
    assert.ok(await set());
    // How often is the way of the look at what the public sees, which comes later.
    for (const { asked } of [first, second]) assert.deepEqual(new Set(asked), new Set([`${host}:${sandbox.port}`]));
    assert.equal(sandbox.avatarOf(agentId)?.revision, 2);
  });

  it('names the proxy that wants a password', async () => {
    const proxy = await proxyOf({ credentials: 'me:secret' });
    await setHttp({ proxy: proxy.url });
    const { text } = await failureNotice(set);
    assert.match(text, new RegExp(`^The proxy ${new URL(proxy.url).host} asks for a user name and password\\.`));
  });

  it('names the server whose certificate is not trusted, and sends nothing', async () => {
    const proxy = await proxyOf();
    await setHttp({ proxy: proxy.url, proxyStrictSSL: true });
    const { text } = await failureNotice(set);
    assert.match(text, new RegExp(`^The certificate of ${host}:${sandbox.port} is not trusted here.*http\\.proxyStrictSSL`));
    assert.equal(sandbox.requestCount, 0);
  });

  it('uses no proxy where http.noProxy names the server, or http.proxySupport is off', async () => {
    const proxy = await proxyOf();
    for (const past of [{ noProxy: [host] }, { proxySupport: 'off' }]) {
      await setHttp({ proxy: proxy.url, noProxy: undefined, proxySupport: undefined, ...past });
      const { text } = await failureNotice(set);
      assert.match(text, new RegExp(`^${host}:${sandbox.port} cannot be found`));
    }
    assert.deepEqual(proxy.asked, []);
  }).timeout(60_000);

  describe('read on the local side of a remote window', () => {
    const file = join(process.env['THREETONE_TEST_STORAGE'] ?? '', 'user-data', 'Machine', 'settings.json');
    /** Any setting that a machine may set: it shows that VS Code has read the machine's file. */
    const marker = 3;
    const hostile = {
      'editor.tabSize': marker,
      'http.proxy': 'http://127.0.0.1:9',
      'http.proxyStrictSSL': false,
      'http.proxyAuthorization': 'Basic eA==',
      'http.proxySupport': 'off',
      'http.noProxy': [host],
      'threetoneAvatars.baseUrl': 'http://127.0.0.1:9',
    };

    /** Writes the remote machine's settings and waits until VS Code has read them. */
    async function writeMachineSettings(settings: Record<string, unknown>): Promise<void> {
      const isRead = () => (vscode.workspace.getConfiguration('editor').get('tabSize') === marker) === 'editor.tabSize' in settings;
      const read = new Promise<void>((resolve) => {
        const listening = vscode.workspace.onDidChangeConfiguration(() => {
          if (!isRead()) return;
          listening.dispose();
          resolve();
        });
      });
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(settings));
      await read;
    }

    function readLocally() {
      const unknown: string[] = [];
      const { proxy, verifyCertificates } = readNetworkSettings({
        http: vscode.workspace.getConfiguration('http'),
        isLocalSideOfRemote: true,
        own: () => undefined,
        environment: {},
        onNoLocalValue: (key) => unknown.push(key),
      });
      const { support, url, authorization, bypass } = proxy;
      return { support, url, authorization, bypass, verifyCertificates, unknown };
    }

    const asDelivered = {
      support: 'override',
      url: undefined,
      authorization: undefined,
      bypass: [],
      verifyCertificates: true,
      unknown: [],
    };

    it('is what this VS Code has as the person’s own values, which its types do not name', async () => {
      await setHttp({ proxy: 'http://127.0.0.1:8', noProxy: ['a.test'] });
      assert.deepEqual(readLocally(), { ...asDelivered, url: 'http://127.0.0.1:8', bypass: ['a.test'], verifyCertificates: false });
    });

    it('is nothing of what the remote machine’s settings say', async () => {
      await setHttp({ proxyStrictSSL: undefined });
      await writeMachineSettings(hostile);
      try {
        assert.deepEqual(readLocally(), asDelivered);
        // Nor do they choose the server.
        assert.equal(ownValue('threetoneAvatars.baseUrl'), `https://${host}:${sandbox.port}`);
      } finally {
        await writeMachineSettings({});
      }
    });
  });

  it('asks the editor’s own network for a server that it cannot connect to', async () => {
    const asked: string[] = [];
    const editors = globalThis.fetch;
    globalThis.fetch = (input, options) => {
      const url = input instanceof URL ? input.href : 'another kind of request';
      asked.push(url);
      const avatar = { type: 'orb', color_1: '#2792dc', color_2: '#9ce6e6' };
      const answer = options?.method === 'POST' ? { agent_id: agentId } : { widget_config: { avatar } };
      return Promise.resolve(new Response(JSON.stringify(answer)));
    };
    try {
      assert.deepEqual(await set(), { agentId, avatarUrl: undefined });
    } finally {
      globalThis.fetch = editors;
    }
    const agent = `https://${host}:${sandbox.port}/v1/convai/agents/${agentId}`;
    assert.deepEqual(asked, [`${agent}/widget`, `${agent}/avatar`]);
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ApiClient } from '../../../src/core/api/apiClient.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../support/sandbox/sandbox.ts';
import { agentCalled, key, never, serverAt, testClient, uploadOf } from '../../support/api/calls.ts';

const agents = Array.from({ length: 5 }, (_, index) => ({ agent_id: `agent_${index}`, name: `Agent ${index}` }));
const options = { signal: never };

describe('the calls beside the upload', () => {
  let client: ApiClient;
  const open: Sandbox[] = [];

  async function sandboxWith(given: SandboxOptions = {}): Promise<Sandbox> {
    const sandbox = await startSandbox({ apiKeys: [key], agents, ...given });
    open.push(sandbox);
    return sandbox;
  }

  beforeEach(() => ({ client } = testClient()));
  afterEach(async () => {
    await client.dispose();
    await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  });

  it('list the agents page by page', async () => {
    const server = serverAt((await sandboxWith()).url);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listAgents(server, { pageSize: 2, ...(cursor && { cursor }) }, options);
      if (!page.ok) assert.fail(page.failure.kind);
      found.push(...page.value.agents.map(({ agentId, name }) => `${agentId} ${name}`));
      cursor = page.value.nextCursor;
    } while (cursor);
    assert.deepEqual(
      found.sort(),
      agents.map(({ agent_id, name }) => `${agent_id} ${name}`),
    );
  });

  it('search the agents by name', async () => {
    const page = await client.listAgents(serverAt((await sandboxWith()).url), { search: 'Agent 3' }, options);
    assert.deepEqual(page, { ok: true, value: { agents: [{ agentId: 'agent_3', name: 'Agent 3' }] } });
  });

  it('leave out what is no agent', async () => {
    const sandbox = await sandboxWith();
    const body = { agents: [{ agent_id: 'ok', name: 'a\nb' }, { agent_id: '../x' }, 5, { agent_id: 'no_name' }], has_more: false };
    sandbox.fail({ kind: 'answer', body });
    const page = await client.listAgents(serverAt(sandbox.url), {}, options);
    assert.deepEqual(page.ok && page.value.agents, [
      { agentId: 'ok', name: 'a b' },
      { agentId: 'no_name', name: '' },
    ]);
  });

  it('tell what a widget shows', async () => {
    const sandbox = await sandboxWith();
    const server = serverAt(sandbox.url);
    const agentId = agentCalled('agent_1');
    assert.deepEqual(await client.widgetAvatar(server, agentId, options), {
      ok: true,
      value: { type: 'orb', colors: ['#2792dc', '#9ce6e6'] },
    });
    await client.setAvatar(server, uploadOf(1), options);
    const url = sandbox.avatarOf('agent_1')?.url;
    assert.deepEqual(await client.widgetAvatar(server, agentId, options), { ok: true, value: { type: 'image', url } });
    sandbox.fail({ kind: 'answer', body: { widget_config: { avatar: { type: 'url', custom_url: 'javascript:1' } } } });
    const unsafe = await client.widgetAvatar(server, agentId, options);
    assert.deepEqual(unsafe, { ok: false, failure: { kind: 'unexpectedAnswer', what: 'unsafeUrl' } });
  });

  for (const status of [403, 404] as const) {
    it(`say that a server does not offer them (${status})`, async () => {
      const server = serverAt((await sandboxWith({ agentList: status, widget: status })).url);
      const refused = { ok: false, failure: { kind: 'notOffered', status } };
      assert.deepEqual(await client.listAgents(server, {}, options), refused);
      assert.deepEqual(await client.widgetAvatar(server, agentCalled('agent_1'), options), refused);
    });
  }

  it('say “timed out” or “unreachable” and never “may be set”, since they change nothing', async () => {
    const sandbox = await sandboxWith();
    sandbox.fail({ kind: 'reset', when: 'after-body' }, { times: 9 });
    const result = await client.listAgents(serverAt(sandbox.url), {}, options);
    assert.deepEqual(!result.ok && [result.failure.kind, result.failure.maySet], ['unreachable', undefined]);
  });

  describe('the look at the public avatar', () => {
    const { bytes } = uploadOf(1).image;
    const sha256 = createHash('sha256').update(bytes).digest('hex');

    async function uploaded() {
      const sandbox = await sandboxWith();
      const result = await client.setAvatar(serverAt(sandbox.url), uploadOf(1), options);
      const url = (result.ok && result.value.avatarUrl) || '';
      return { sandbox, url, avatar: { url, origin: sandbox.url } };
    }
    const isAvatar = ({ path }: { path: string }) => path.startsWith('/avatars/');

    it('says “live” when it gives the bytes that were sent, and carries no credential', async () => {
      const { sandbox, avatar } = await uploaded();
      assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'live');
      const { headers } = sandbox.requests.find(isAvatar) ?? assert.fail();
      assert.ok(!('x-api-key' in headers) && !('authorization' in headers) && !('cookie' in headers));
    });

    it('says “not visible yet” when it gives others', async () => {
      const { avatar } = await uploaded();
      assert.equal(await client.checkPublicAvatar(avatar, '0'.repeat(64), never), 'notVisibleYet');
    });

    it('asks once, and follows no redirect', async () => {
      const { sandbox, url, avatar } = await uploaded();
      for (const fault of [
        { kind: 'redirect', status: 302, location: url },
        { kind: 'status', status: 503 },
        { kind: 'reset', when: 'before-body' },
        { kind: 'huge', bytes: 30_000_000 },
      ] as const) {
        const asked = sandbox.requestCount;
        sandbox.fail(fault, { match: isAvatar });
        assert.equal(await client.checkPublicAvatar(avatar, sha256, never), 'notVisibleYet', fault.kind);
        assert.equal(sandbox.requestCount, asked + 1, fault.kind);
      }
    });

    it('goes nowhere that may not be opened', async () => {
      for (const url of ['http://10.0.0.1/a.png', 'file:///etc/passwd', 'javascript:1', 'https://me:pw@far.test/', '']) {
        assert.equal(await client.checkPublicAvatar({ url, origin: 'http://127.0.0.1:1' }, sha256, never), 'notVisibleYet');
      }
    });

    it('ends when it is cancelled', async () => {
      const { sandbox, avatar } = await uploaded();
      sandbox.fail({ kind: 'stall' }, { match: isAvatar });
      const stop = new AbortController();
      const look = client.checkPublicAvatar(avatar, sha256, stop.signal);
      await sandbox.waitForRequest(isAvatar);
      stop.abort();
      assert.equal(await look, 'notVisibleYet');
    });
  });
});

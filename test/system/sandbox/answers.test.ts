import assert from 'node:assert/strict';
import { type OperationId, validateAnswer, validateRequest } from '../../contract/validate.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../support/sandbox/sandbox.ts';
import { avatarPath, call, form, key, image, type Reply, token, upload } from './clients.ts';

const uploading = 'post_agent_avatar_route';
const credentials = { apiKeys: [key], bearerTokens: [token] };

/** The answer's JSON, once it is known to keep to the contract. */
function checked(operation: OperationId, reply: Reply, status: number): unknown {
  assert.equal(reply.status, status, reply.text);
  const body: unknown = JSON.parse(reply.text);
  assert.deepEqual(validateAnswer(operation, status, body), []);
  return body;
}

describe('The sandbox answers by the contract:', () => {
  const open: Sandbox[] = [];
  const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
    const sandbox = await startSandbox({ ...credentials, ...options });
    open.push(sandbox);
    return sandbox;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  });

  describe('setting an avatar', () => {
    it('keeps the bytes, and serves them at a URL that stays', async () => {
      const sandbox = await start();
      const body = checked(uploading, await upload(sandbox, 'a b'), 200);
      const stored = sandbox.avatarOf('a b');
      assert.deepEqual(body, { agent_id: 'a b', avatar_url: stored?.url });
      assert.deepEqual([stored?.bytes, stored?.contentType, stored?.fileName, stored?.revision], [image, 'image/png', 'Grüße 1.png', 1]);
      const served = await fetch(stored?.url ?? '');
      assert.deepEqual(Buffer.from(await served.arrayBuffer()), image);
      assert.equal(served.headers.get('content-type'), 'image/png');
      assert.match(served.headers.get('cache-control') ?? '', /max-age/);

      const jpeg = form(['avatar_file', new File(['new'], 'b.jpg', { type: 'image/jpeg' })]);
      const again = checked(uploading, await upload(sandbox, 'a b', { body: jpeg }), 200);
      assert.deepEqual(again, body);
      assert.equal(await (await fetch(stored?.url ?? '')).text(), 'new');
      assert.equal(sandbox.avatarOf('a b')?.revision, 2);
    });

    it('records the request as it came', async () => {
      const sandbox = await start();
      const waiting = sandbox.waitForRequest();
      await upload(sandbox);
      const [request] = sandbox.requests;
      assert.ok(request);
      assert.equal(await waiting, request);
      assert.deepEqual(validateRequest(uploading, request), []);
      assert.deepEqual([request.index, request.complete, request.stored, request.status], [0, true, true, 200]);
      assert.equal(request.parts[0]?.sha256, sandbox.avatarOf('agent_1')?.sha256);
    });

    it('takes a token as well', async () => {
      const sandbox = await start();
      checked(uploading, await upload(sandbox, 'a', { headers: { authorization: `Bearer ${token}` } }), 200);
    });

    for (const [avatarUrl, rest] of [
      ['null', { avatar_url: null }],
      ['absent', {}],
    ] as const) {
      it(`can answer with avatar_url ${avatarUrl}`, async () => {
        const sandbox = await start({ avatarUrl });
        assert.deepEqual(checked(uploading, await upload(sandbox), 200), { agent_id: 'agent_1', ...rest });
      });
    }

    const credentialFaults: [string, Record<string, string>, string][] = [
      ['none', {}, 'needs_authorization'],
      ['a wrong key', { 'x-api-key': 'other' }, 'invalid_api_key'],
      ['an empty key', { 'x-api-key': '' }, 'invalid_api_key'],
      ['a wrong token', { authorization: 'Bearer other' }, 'invalid_authorization'],
      ['the key as a token', { authorization: `Bearer ${key}` }, 'invalid_authorization'],
      ['another scheme', { authorization: `Basic ${token}` }, 'invalid_authorization'],
      ['both', { 'x-api-key': key, authorization: `Bearer ${token}` }, 'two_credentials'],
    ];
    for (const [what, headers, status] of credentialFaults) {
      it(`401 for credentials: ${what}`, async () => {
        const sandbox = await start();
        const { detail } = checked(uploading, await upload(sandbox, 'a', { headers }), 401) as { detail: object };
        assert.equal((detail as { status: string }).status, status);
        assert.equal(sandbox.avatarOf('a'), undefined);
      });
    }

    const file = new File([image], 'a.png', { type: 'image/png' });
    const wrongParts: [string, FormData, string, (string | number)[]][] = [
      ['no part', form(), 'missing', ['body', 'avatar_file']],
      ['a part of another name', form(['file', file]), 'extra_forbidden', ['body', 'file']],
      ['text for a file', form(['avatar_file', 'text']), 'value_error', ['body', 'avatar_file']],
      ['two files', form(['avatar_file', file], ['avatar_file', file]), 'value_error', ['body', 'avatar_file', 1]],
      ['one part more', form(['avatar_file', file], ['x', '1']), 'extra_forbidden', ['body', 'x']],
      ['an empty file', form(['avatar_file', new File([], 'a.png')]), 'value_error', ['body', 'avatar_file']],
    ];
    for (const [what, body, type, loc] of wrongParts) {
      it(`422 for ${what}`, async () => {
        const sandbox = await start();
        const { detail } = checked(uploading, await upload(sandbox, 'a', { body }), 422) as { detail: unknown[] };
        const [{ type: seenType, loc: seenLoc }] = detail as [{ type: string; loc: unknown }];
        assert.deepEqual([seenType, seenLoc], [type, loc]);
        assert.equal(sandbox.avatarOf('a'), undefined);
      });
    }

    it('422 for a body that is not multipart, 400 for one that only says so', async () => {
      const sandbox = await start();
      const send = (type: string): Promise<Reply> =>
        upload(sandbox, 'a', { body: 'text', headers: { 'x-api-key': key, 'content-type': type } });
      checked(uploading, await send('text/plain'), 422);
      checked(uploading, await send('multipart/form-data'), 400);
      checked(uploading, await send('multipart/form-data; boundary=b'), 400);
    });

    it('404 for an agent that it does not know, when strict; a new agent otherwise', async () => {
      const agents = [{ agent_id: 'known', name: 'Known' }];
      const strict = await start({ agents, strictAgents: true });
      checked(uploading, await upload(strict, 'known'), 200);
      checked(uploading, await upload(strict, 'unknown'), 404);
      assert.equal(strict.agents.length, 1);
      const lenient = await start({ agents });
      checked(uploading, await upload(lenient, 'unknown'), 200);
      assert.deepEqual(
        lenient.agents.map(({ agent_id }) => agent_id),
        ['known', 'unknown'],
      );
    });

    it('405 for another method, 404 for another path or a broken escape', async () => {
      const sandbox = await start();
      checked(uploading, await call(sandbox.url + avatarPath('a')), 405);
      checked(uploading, await upload(sandbox, 'a/b'), 200);
      for (const path of ['/', '/v1/convai/agents/a/b/avatar', '/v1/convai/agents/%zz/avatar', '/avatars/none.png']) {
        const method = path.startsWith('/v1') ? 'POST' : 'GET';
        checked(uploading, await call(sandbox.url + path, { method }), 404);
      }
    });
  });

  describe('the list of agents', () => {
    interface Page {
      agents: { agent_id: string }[];
      next_cursor: string | null;
      has_more: boolean;
    }
    const agents = Array.from({ length: 65 }, (_, at) => ({ agent_id: `agent_${at}`, name: `${at % 2 ? 'Odd' : 'Even'} ${at}` }));
    const list = async (sandbox: Sandbox, query: string): Promise<Page> =>
      checked('get_agents_route', await call(`${sandbox.url}/v1/convai/agents?${query}`), 200) as Page;

    it('comes a page at a time, each agent once', async () => {
      const sandbox = await start({ agents });
      const seen: string[] = [];
      const sizes: number[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Page = await list(sandbox, cursor === '' ? '' : `cursor=${cursor}`);
        seen.push(...page.agents.map(({ agent_id }) => agent_id));
        sizes.push(page.agents.length);
        assert.equal(page.has_more, page.next_cursor !== null);
        cursor = page.next_cursor;
      }
      assert.deepEqual(sizes, [30, 30, 5]);
      assert.deepEqual(seen, agents.map(({ agent_id }) => agent_id).reverse());
    });

    it('is searched by name and sorted', async () => {
      const sandbox = await start({ agents });
      const { agents: found } = await list(sandbox, 'search=oDD%20&sort_by=name&sort_direction=asc&page_size=2');
      assert.deepEqual(
        found.map(({ agent_id }) => agent_id),
        ['agent_1', 'agent_11'],
      );
    });

    it('422 for a wrong parameter', async () => {
      const sandbox = await start({ agents });
      const queries = ['page_size=0', 'page_size=101', 'page_size=x', 'cursor=x', 'sort_by=x', 'sort_direction=x'];
      for (const query of queries) {
        checked('get_agents_route', await call(`${sandbox.url}/v1/convai/agents?${query}`), 422);
      }
    });
  });

  it("shows the widget's avatar: an orb, one's own, then the uploaded one", async () => {
    const custom = { type: 'url', custom_url: 'https://example.org/a.png' } as const;
    const sandbox = await start({
      agents: [
        { agent_id: 'a', name: 'A' },
        { agent_id: 'b', name: 'B', avatar: custom },
      ],
    });
    const avatarOf = async (agentId: string): Promise<unknown> => {
      const reply = await call(`${sandbox.url}/v1/convai/agents/${agentId}/widget`);
      const body = checked('get_agent_widget_route', reply, 200) as { widget_config: { avatar: unknown } };
      return body.widget_config.avatar;
    };
    assert.equal(((await avatarOf('a')) as { type: string }).type, 'orb');
    assert.deepEqual(await avatarOf('b'), custom);
    await upload(sandbox, 'a');
    assert.deepEqual(await avatarOf('a'), { type: 'image', url: sandbox.avatarOf('a')?.url });
    checked('get_agent_widget_route', await call(`${sandbox.url}/v1/convai/agents/none/widget`), 404);
  });

  for (const status of [403, 404] as const) {
    it(`need not offer more than the upload: ${status}`, async () => {
      const sandbox = await start({ agentList: status, widget: status });
      await upload(sandbox, 'a');
      checked('get_agents_route', await call(`${sandbox.url}/v1/convai/agents`), status);
      checked('get_agent_widget_route', await call(`${sandbox.url}/v1/convai/agents/a/widget`), status);
    });
  }

  it('logs no credential, keeps as many requests as it is told, and forgets on reset', async () => {
    const lines: string[] = [];
    const sandbox = await start({ log: (line) => lines.push(line), keepRequests: 2 });
    for (const agent of ['a', 'b', 'c']) await upload(sandbox, agent);
    assert.deepEqual(
      sandbox.requests.map(({ index }) => index),
      [1, 2],
    );
    assert.equal(sandbox.requestCount, 3);
    assert.match(lines[0] ?? '', /^POST \/v1\/convai\/agents\/a\/avatar → 200 /);
    assert.doesNotMatch(lines.join('\n'), new RegExp(`${key}|${token}`));
    sandbox.reset();
    assert.deepEqual([sandbox.requests, sandbox.requestCount, sandbox.avatarOf('a')], [[], 0, undefined]);
  });

  it('tells one that waits in vain', async () => {
    const sandbox = await start();
    await assert.rejects(
      sandbox.waitForRequest(() => true, 5),
      /No such request reached the sandbox within 5 ms/,
    );
  });
});

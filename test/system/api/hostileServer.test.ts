import assert from 'node:assert/strict';
import type { ApiClient } from '../../../src/core/api/apiClient.ts';
import { type Fault, type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { key, never, type RecordedLog, serverAt, testClient, uploadOf } from '../../support/api/calls.ts';

describe('a server that is wrong or hostile', () => {
  let sandbox: Sandbox;
  let other: Sandbox;
  let client: ApiClient;
  let log: RecordedLog;

  before(async () => {
    sandbox = await startSandbox({ apiKeys: [key] });
    other = await startSandbox({ apiKeys: [key] });
  });
  after(() => Promise.all([sandbox.close(), other.close()]));
  beforeEach(() => {
    for (const each of [sandbox, other]) each.reset();
    ({ client, log } = testClient());
  });
  afterEach(() => client.dispose());

  async function failureAfter(fault: Fault) {
    sandbox.fail(fault, { times: 9 });
    const result = await client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal: never });
    if (result.ok) assert.fail('It was taken for a success.');
    return result.failure;
  }

  const lies: [string, Fault, string][] = [
    ['an HTML page', { kind: 'answer', body: '<html>Welcome</html>', contentType: 'text/html' }, 'notJson'],
    ['truncated JSON', { kind: 'truncated-json' }, 'notJson'],
    ['nothing', { kind: 'answer', body: '' }, 'notJson'],
    ['JSON null', { kind: 'answer', body: null }, 'wrongShape'],
    ['a list', { kind: 'answer', body: [] }, 'wrongShape'],
    ['another agent', { kind: 'answer', body: { agent_id: 'agent_2' } }, 'otherAgent'],
    ['a number for the agent', { kind: 'answer', body: { agent_id: 1 } }, 'wrongShape'],
    ['a URL that is a number', { kind: 'answer', body: { agent_id: 'agent_1', avatar_url: 5 } }, 'wrongShape'],
    ...['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'].map((avatar_url): [string, Fault, string] => [
      `the URL ${avatar_url}`,
      { kind: 'answer', body: { agent_id: 'agent_1', avatar_url } },
      'unsafeUrl',
    ]),
    ['megabytes', { kind: 'huge', bytes: 5_000_000 }, 'tooLong'],
    ['what is not HTTP', { kind: 'garbage' }, 'notHttp'],
  ];
  for (const [what, fault, problem] of lies) {
    it(`that answers ${what} with a 200 is an unexpected answer, not tried again`, async () => {
      assert.deepEqual(await failureAfter(fault), { kind: 'unexpectedAnswer', what: problem, maySet: true });
      assert.equal(sandbox.requestCount, 1);
    });
  }

  for (const avatar_url of ['http://far.test/a.png', 'https://a:b@far.test/', '//far.test/a.png', '/avatars/a.png', 'x']) {
    it(`that answers the URL ${avatar_url} has set the avatar, and its URL is nobody’s to open`, async () => {
      sandbox.fail({ kind: 'answer', body: { agent_id: 'agent_1', avatar_url } });
      const result = await client.setAvatar(serverAt(sandbox.url), uploadOf(1), { signal: never });
      assert.deepEqual(result, { ok: true, value: { agentId: 'agent_1' } });
    });
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(`that redirects (${status}) gets neither key nor image to the second server`, async () => {
      const location = `${other.url}/v1/convai/agents/agent_1/avatar?steal=1`;
      assert.deepEqual(await failureAfter({ kind: 'redirect', status, location }), {
        kind: 'redirected',
        status,
        toOrigin: other.url,
        // "See Other" is said of what has been done.
        ...(status === 303 && { maySet: true }),
      });
      assert.equal(other.requestCount, 0);
      assert.equal(other.connections, 0);
    });
  }

  it('that redirects to no place is told from one that does', async () => {
    const failure = await failureAfter({ kind: 'redirect', status: 302, location: 'javascript:alert(1)' });
    assert.deepEqual(failure, { kind: 'redirected', status: 302, toOrigin: undefined });
  });

  const bodies: [string, unknown, object, readonly object[]][] = [
    ['a sentence', { detail: 'Not Found' }, { message: 'Not Found' }, []],
    ['a status', { detail: { status: 'invalid', message: 'No' } }, { message: 'No' }, []],
    [
      'a code and a parameter',
      { detail: { type: 't', code: 'c', message: 'Bad', request_id: 'r-1', param: 'avatar_file' } },
      { message: 'Bad', requestId: 'r-1' },
      [{ field: 'avatar_file', message: 'Bad' }],
    ],
    [
      'the contract’s list',
      { detail: [{ loc: ['body', 'avatar_file', 0], msg: 'Field required', type: 'missing' }, 'junk', { loc: 1 }] },
      {},
      [{ field: 'avatar_file.0', message: 'Field required' }],
    ],
    ['an HTML page', '<html><h1>422</h1></html>', {}, []],
    ['members of wrong types', { detail: { message: 5, code: {}, request_id: [], status: 'x' } }, {}, []],
  ];
  for (const [what, body, said, fields] of bodies) {
    it(`that explains itself by ${what} is understood`, async () => {
      const failure = await failureAfter({ kind: 'status', status: 422, body });
      if (failure.kind !== 'fieldsRefused') assert.fail(failure.kind);
      const { requestId, ...words } = failure.said;
      assert.ok(requestId);
      assert.deepEqual({ ...words, ...('requestId' in said && { requestId }) }, said);
      assert.deepEqual(failure.fields, fields);
    });
  }

  it('gets no word through that is long, on two lines or changes the direction of text', async () => {
    const message = `a\r\nb\u0000\u202Ec\u001b[31m ${'x'.repeat(5_000)}`;
    const failure = await failureAfter({ kind: 'status', status: 400, body: { detail: { message } } });
    const words = 'said' in failure ? (failure.said.message ?? '') : '';
    assert.equal(words.length, 500);
    assert.match(words, /^a b c \[31m x+…$/);
  });

  it('gets no line of its own into the log', async () => {
    const headers = { 'x-request-id': 'id; forged → 200' };
    await failureAfter({ kind: 'status', status: 404, body: { detail: 'x\nPOST https://forged' }, headers });
    assert.ok(log.lines.every((line) => !line.includes('\n') && !line.includes(key)));
  });
});

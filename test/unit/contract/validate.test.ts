import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { type OperationId, type RequestSeen, validateAnswer, validateRequest } from '../../contract/validate.ts';

const upload = 'post_agent_avatar_route';
const png = PNG.sync.write(new PNG({ width: 2, height: 2 }));
const file = { name: 'avatar_file', fileName: 'a.png', contentType: 'image/png', bytes: png };
const noCredential = { 'content-type': 'multipart/form-data; boundary=----x' };
const good: RequestSeen = {
  method: 'POST',
  path: '/v1/convai/agents/agent%20%2F1/avatar',
  query: new URLSearchParams(),
  headers: { 'x-api-key': 'k', ...noCredential },
  parts: [file],
};

describe('validateRequest', () => {
  const right: [string, OperationId, RequestSeen][] = [
    ['an upload with a key', upload, good],
    ['an upload with a token', upload, { ...good, headers: { ...noCredential, authorization: 'Bearer a.b-c_d.e=' } }],
    ['an upload of what is no image', upload, { ...good, parts: [{ ...file, contentType: 'text/plain', bytes: Buffer.from('text') }] }],
    [
      'a list with all its parameters',
      'get_agents_route',
      {
        ...good,
        method: 'GET',
        path: '/v1/convai/agents',
        parts: [],
        query: new URLSearchParams('page_size=100&cursor=x&search=a&sort_by=name&sort_direction=asc'),
      },
    ],
    ['a widget', 'get_agent_widget_route', { ...good, method: 'GET', path: '/v1/convai/agents/a/widget', parts: [] }],
  ];
  for (const [what, operation, request] of right) {
    it(`accepts ${what}`, () => assert.deepEqual(validateRequest(operation, request), []));
  }

  const wrong: [string, Partial<RequestSeen>, RegExp][] = [
    ['another method', { method: 'PUT' }, /^method is PUT, not POST$/],
    ['another path', { path: '/v1/convai/agents/a/avatars' }, /^path is/],
    ['an agent id in two segments', { path: '/v1/convai/agents/a/b/avatar' }, /^path is/],
    ['no agent id', { path: '/v1/convai/agents//avatar' }, /no path segment/],
    ['an agent id that climbs', { path: '/v1/convai/agents/%2E%2e/avatar' }, /no path segment/],
    ['a broken escape', { path: '/v1/convai/agents/%zz/avatar' }, /not percent-encoded/],
    ['no credential', { headers: noCredential }, /^there is no credential$/],
    ['two credentials', { headers: { ...good.headers, authorization: 'Bearer t' } }, /takes one/],
    ['a credential in a second header', { headers: { ...good.headers, 'xi-api-key': 'k' } }, /xi-api-key may carry/],
    ['a token without its scheme', { headers: { ...noCredential, authorization: 't' } }, /not "Bearer"/],
    ['a query', { query: new URLSearchParams('key=k') }, /no query parameter key/],
    ['a body that is not multipart', { headers: { ...good.headers, 'content-type': 'image/png' } }, /^content-type is/],
    ['multipart without a boundary', { headers: { ...good.headers, 'content-type': 'multipart/form-data' } }, /^content-type is/],
    ['no part', { parts: [] }, /^parts are \[\], not/],
    ['a part of another name', { parts: [{ ...file, name: 'file' }] }, /^parts are \[file\], not/],
    ['two parts', { parts: [file, file] }, /^parts are \[avatar_file, avatar_file\], not/],
    ['a part without a file name', { parts: [{ ...file, fileName: undefined }] }, /no file name/],
    ['a false media type', { parts: [{ ...file, contentType: 'image/jpeg' }] }, /says image\/jpeg, its bytes are image\/png/],
  ];
  for (const [what, change, message] of wrong) {
    it(`finds ${what}`, () => {
      const found = validateRequest(upload, { ...good, ...change });
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', message);
    });
  }

  it('finds a query parameter outside its range, and one given twice', () => {
    const request = { ...good, method: 'GET', path: '/v1/convai/agents', parts: [] };
    for (const query of ['page_size=0', 'page_size=101', 'page_size=x', 'sort_by=colour', 'search=a&search=b']) {
      const found = validateRequest('get_agents_route', { ...request, query: new URLSearchParams(query) });
      assert.notDeepEqual(found, [], query);
    }
  });
});

describe('validateAnswer', () => {
  const right: [OperationId, number, unknown][] = [
    [upload, 200, { agent_id: 'a' }],
    [upload, 200, { agent_id: 'a', avatar_url: null }],
    [upload, 200, { agent_id: 'a', avatar_url: 'https://example.org/a.png', more: 1 }],
    [upload, 422, { detail: [{ loc: ['body', 0], msg: 'm', type: 't', input: {}, ctx: {} }] }],
    [upload, 401, { detail: { status: 'invalid_api_key', message: 'm' } }],
    [upload, 404, { detail: 'Not Found' }],
    [upload, 429, { detail: { type: 't', code: 'rate_limit_exceeded', message: 'm', request_id: 'r', param: null } }],
    [upload, 503, { detail: 'Busy' }],
    ['get_agents_route', 200, { agents: [{ agent_id: 'a', name: 'A' }], has_more: false, next_cursor: null }],
    ['get_agent_widget_route', 200, { agent_id: 'a', widget_config: { avatar: { type: 'image', url: 'u' } } }],
  ];
  for (const [operation, status, body] of right) {
    it(`accepts ${operation} ${status} ${JSON.stringify(body)}`, () => assert.deepEqual(validateAnswer(operation, status, body), []));
  }

  const wrong: [OperationId, number, unknown][] = [
    [upload, 200, {}],
    [upload, 200, { agent_id: 1 }],
    [upload, 200, { agent_id: 'a', avatar_url: 1 }],
    [upload, 200, 'text'],
    [upload, 422, { detail: 'text' }],
    [upload, 422, { detail: [{ loc: [1.5], msg: 'm', type: 't' }] }],
    [upload, 422, { detail: [{ loc: [], msg: 'm' }] }],
    [upload, 400, { error: 'text' }],
    [upload, 302, {}],
    ['get_agents_route', 200, { agents: [{ name: 'A' }], has_more: false }],
    ['get_agent_widget_route', 200, { agent_id: 'a', widget_config: { avatar: { type: 'orb', color_1: '#000' } } }],
  ];
  for (const [operation, status, body] of wrong) {
    it(`finds what is wrong in ${operation} ${status} ${JSON.stringify(body)}`, () =>
      assert.notDeepEqual(validateAnswer(operation, status, body), []));
  }
});

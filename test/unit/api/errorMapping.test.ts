import assert from 'node:assert/strict';
import { failureOfAnswer, failureOfSend, requestIdOf } from '../../../src/core/api/errorMapping.ts';
import {
  AnswerTooLong,
  codeOf,
  isCertificateCode,
  NotHttp,
  OutOfTime,
  PrivateAddress,
  ProxyRefused,
  ProxyUnreachable,
  SendFailure,
  type Stage,
} from '../../../src/core/api/http/transportErrors.ts';
import type { AgentId } from '../../../src/core/model/agentId.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const host = 'api.threetone.in';
const agentId = 'agent_1' as AgentId;
const url = new URL(`https://${host}/v1/agents`);
const body = Buffer.alloc(0);
const withCode = (code: string) => Object.assign(new Error('secret'), { code });

describe('an answer that is no 200', () => {
  const said = { message: 'No.' };
  const refusal = (status: number, headers = {}, more = {}) =>
    failureOfAnswer({ status, headers, body }, { detail: 'No.' }, { url, scheme: 'bearer', agentId, ...more }, now);

  const kinds: readonly (readonly [number, object])[] = [
    [400, { kind: 'refused', status: 400, said }],
    [401, { kind: 'credentialRefused', scheme: 'bearer', status: 401, said }],
    [403, { kind: 'credentialRefused', scheme: 'bearer', status: 403, said }],
    [404, { kind: 'agentUnknown', agentId, said }],
    [405, { kind: 'refused', status: 405, said }],
    [422, { kind: 'fieldsRefused', fields: [], said }],
    [429, { kind: 'rateLimited', said }],
    [499, { kind: 'refused', status: 499, said }],
    [500, { kind: 'serverFailed', status: 500, said, maySet: true }],
    [503, { kind: 'serverFailed', status: 503, said, maySet: true }],
    [204, { kind: 'refused', status: 204, said }],
    [200, { kind: 'refused', status: 200, said }],
    [199, { kind: 'redirected', status: 199, toOrigin: undefined }],
    [300, { kind: 'redirected', status: 300, toOrigin: undefined }],
    [399, { kind: 'redirected', status: 399, toOrigin: undefined }],
  ];
  for (const [status, expected] of kinds) it(`is told by its status: ${status}`, () => assert.deepEqual(refusal(status), expected));

  for (const status of [403, 404, 405]) {
    it(`says of a call that a server may do without that it does without: ${status}`, () =>
      assert.deepEqual(refusal(status, {}, { agentId: undefined }), { kind: 'notOffered', status }));
  }
  it('says no more of such a call than of others with another status', () => {
    assert.equal(refusal(401, {}, { agentId: undefined }).kind, 'credentialRefused');
    assert.equal(refusal(400, {}, { agentId: undefined }).kind, 'refused');
  });

  it('says how long to wait, in whole seconds', () =>
    assert.deepEqual(refusal(429, { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: 'Sun, 22 Nov 2026 10:00:10 GMT' }), {
      kind: 'rateLimited',
      said,
      seconds: 20,
    }));

  for (const [location, toOrigin] of [
    ['https://other.example/secret?key=1', 'https://other.example'],
    ['/elsewhere', `https://${host}`],
    ['javascript:alert(1)', undefined],
    ['https://[', undefined],
    [['https://a.example', 'https://b.example'], undefined],
  ] as const) {
    it(`leads to an origin, if to any: ${String(location)}`, () =>
      assert.deepEqual(refusal(302, { location }), { kind: 'redirected', status: 302, toOrigin }));
  }

  it('has a name by which the server finds it', () => {
    assert.equal(requestIdOf({ headers: { 'x-request-id': 'a', 'request-id': 'b' } }), 'a');
    assert.equal(requestIdOf({ headers: { 'request-id': 'b\u202e' } }), 'b');
    assert.equal(requestIdOf({ headers: { 'request-id': '' } }), undefined);
    assert.equal(requestIdOf({ headers: { 'request-id': ['a', 'b'] } }), undefined);
    assert.equal(requestIdOf({ headers: {} }), undefined);
    assert.deepEqual(refusal(400, { 'request-id': 'r1' }), { kind: 'refused', status: 400, said: { ...said, requestId: 'r1' } });
  });
});

describe('a call without an answer', () => {
  const broken = (cause: unknown, stage: Stage = 'sent', changes = true) => failureOfSend(new SendFailure(stage, cause), host, changes);
  const maySet = true;
  const proxyHost = 'proxy:8080';

  const causes: readonly (readonly [cause: unknown, sentAndChanging: object, otherwise: object])[] = [
    [new AnswerTooLong(), { kind: 'unexpectedAnswer', what: 'tooLong', maySet }, { kind: 'unexpectedAnswer', what: 'tooLong' }],
    [new NotHttp(), { kind: 'unexpectedAnswer', what: 'notHttp', maySet }, { kind: 'unexpectedAnswer', what: 'notHttp' }],
    [new OutOfTime(), { kind: 'outcomeUnknown', host, code: 'OutOfTime', maySet }, { kind: 'timedOut', host }],
    [withCode('ETIMEDOUT'), { kind: 'outcomeUnknown', host, code: 'ETIMEDOUT', maySet }, { kind: 'timedOut', host }],
    [
      withCode('UND_ERR_CONNECT_TIMEOUT'),
      { kind: 'outcomeUnknown', host, code: 'UND_ERR_CONNECT_TIMEOUT', maySet },
      { kind: 'timedOut', host },
    ],
    [
      withCode('ECONNRESET'),
      { kind: 'outcomeUnknown', host, code: 'ECONNRESET', maySet },
      { kind: 'unreachable', host, code: 'ECONNRESET' },
    ],
  ];
  for (const [cause, sent, otherwise] of causes) {
    it(`may have acted when all was sent: ${codeOf(cause)}`, () => assert.deepEqual(broken(cause), sent));
    it(`has not acted before, or where it changes nothing: ${codeOf(cause)}`, () => {
      for (const stage of ['connecting', 'sending'] as const) assert.deepEqual(broken(cause, stage), otherwise);
      assert.deepEqual(broken(cause, 'sent', false), otherwise);
    });
  }

  it('got no farther than the proxy', () => {
    assert.deepEqual(broken(new ProxyRefused(proxyHost, 407), 'connecting'), { kind: 'proxyRefused', proxyHost, host, status: 407 });
    assert.deepEqual(broken(new ProxyUnreachable(proxyHost, withCode('ENOTFOUND')), 'connecting'), {
      kind: 'proxyUnreachable',
      proxyHost,
      code: 'ENOTFOUND',
    });
  });

  it('says whose certificate it was', () => {
    const code = 'CERT_HAS_EXPIRED';
    assert.deepEqual(broken(withCode(code), 'connecting'), { kind: 'certificateRefused', host, code });
    assert.deepEqual(broken(new ProxyUnreachable(proxyHost, withCode(code)), 'connecting'), {
      kind: 'certificateRefused',
      host: proxyHost,
      code,
    });
  });
});

describe('the code of what broke a request', () => {
  const codes: readonly (readonly [string, unknown])[] = [
    ['UNKNOWN', 'a text'],
    ['UNKNOWN', undefined],
    ['E1', withCode('E1')],
    ['TypeError', Object.assign(new TypeError('secret'), { code: 7 })],
    ['E2', new Error('secret', { cause: withCode('E2') })],
    ['E3', new AggregateError([withCode('E3'), withCode('E4')])],
    ['AggregateError', new AggregateError([])],
    ['AnswerTooLong', new AnswerTooLong()],
    ['NotHttp', new NotHttp()],
    ['OutOfTime', new OutOfTime()],
    ['PRIVATE_ADDRESS', new PrivateAddress('a.example')],
    ['PROXY_407', new ProxyRefused('proxy', 407)],
    ['ProxyUnreachable', new ProxyUnreachable('proxy', undefined)],
    ['E5', new ProxyUnreachable('proxy', withCode('E5'))],
    ['SendFailure', new SendFailure('sent', undefined)],
  ];
  for (const [code, error] of codes) it(`is ${code}`, () => assert.equal(codeOf(error), code));
});

/** From the documentation of Node's `tls`, "X509 certificate error codes", and of its errors; without those about malformed fields. */
const x509 = `UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED
  CRL_NOT_YET_VALID CRL_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG CERT_REVOKED INVALID_CA
  PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED CERT_REJECTED HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID`.split(/\s+/);

describe('a certificate that could not be verified', () => {
  for (const code of x509) it(`is told by ${code}`, () => assert.ok(isCertificateCode(code)));
  for (const code of ['ECONNRESET', 'ERR_SSL_WRONG_VERSION_NUMBER', 'A_CERT_', 'A_CRL_', 'UNKNOWN', '']) {
    it(`is not told by “${code}”`, () => assert.ok(!isCertificateCode(code)));
  }
});

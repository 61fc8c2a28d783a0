import assert from 'node:assert/strict';
import type { ApiFailure } from '../../../src/core/model/failure.ts';
import { failed, success } from '../../../src/core/base/result.ts';
import { SendFailure } from '../../../src/core/api/http/transportErrors.ts';
import { callLine, retryLine } from '../../../src/core/api/requestLog.ts';
import type { Tried } from '../../../src/core/api/retry.ts';

const target = { method: 'POST', url: new URL('https://api.threetone.in/v1/agents/agent_1/avatar?key=secret') } as const;
const local = { method: 'GET', url: new URL('http://localhost:1/a') } as const;
const to = 'POST https://api.threetone.in/v1/agents/agent_1/avatar → ';
const verified = { milliseconds: 12.4, verified: true };
const answered = (status: number, headers = {}) => ({ status, headers, body: Buffer.from('secret') });
const broken = new SendFailure('sending', Object.assign(new Error('secret'), { code: 'ECONNRESET' }));
const tried = (outcome: Tried['outcome'], tries = 1): Tried => ({ outcome, tries, mayHaveActedBefore: false });
const unexpected: ApiFailure = { kind: 'unexpectedAnswer', what: 'notJson' };

describe('the log’s line about a call', () => {
  it('says what came of it', () => assert.equal(callLine(target, tried(answered(200)), success(1), verified), `${to}200 in 12 ms`));

  it('names the failure where the status does not', () => {
    assert.equal(callLine(target, tried(answered(200)), failed(unexpected), verified), `${to}200 (unexpectedAnswer) in 12 ms`);
    const refused: ApiFailure = { kind: 'refused', status: 300, said: {} };
    assert.equal(callLine(target, tried(answered(300)), failed(refused), verified), `${to}300 in 12 ms`);
    const unreachable: ApiFailure = { kind: 'unreachable', host: 'a', code: 'ECONNRESET' };
    assert.equal(
      callLine(target, tried(broken, 3), failed(unreachable), verified),
      `${to}ECONNRESET while sending (unreachable) in 12 ms, 3 tries`,
    );
  });

  it('names the request as the server does, by its words before its headers', () => {
    const outcome = answered(400, { 'x-request-id': 'h1' });
    const refused = (said: object): ApiFailure => ({ kind: 'refused', status: 400, said });
    assert.equal(callLine(target, tried(outcome), failed(refused({ requestId: 'w1' })), verified), `${to}400 in 12 ms, request w1`);
    assert.equal(callLine(target, tried(outcome), failed(refused({})), verified), `${to}400 in 12 ms, request h1`);
    assert.equal(
      callLine(target, tried(answered(200, { 'x-request-id': 'h2' })), failed(unexpected), verified),
      `${to}200 (unexpectedAnswer) in 12 ms, request h2`,
    );
  });

  it('reminds of certificates that nobody verifies, where there are some', () => {
    const facts = { milliseconds: 5, verified: false };
    const twice = tried(answered(200), 2);
    assert.equal(callLine(target, twice, success(1), facts), `${to}200 in 5 ms, 2 tries, certificate not verified`);
    assert.equal(callLine(local, twice, success(1), facts), 'GET http://localhost:1/a → 200 in 5 ms, 2 tries');
  });
});

describe('the log’s line about a try', () => {
  it('says when the next one comes', () => {
    assert.equal(retryLine(target, broken, 1, 499.6), `${to}ECONNRESET while sending, try 1; the next in 500 ms`);
    assert.equal(retryLine(target, answered(503), 2, 1), `${to}503, try 2; the next in 1 ms`);
  });
});

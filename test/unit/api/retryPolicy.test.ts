import assert from 'node:assert/strict';
import { delayBeforeRetry, isWorthRetrying, mayHaveActed, parseRetryAfter, retryAfterOf } from '../../../src/core/api/retryPolicy.ts';
import {
  AnswerTooLong,
  NotHttp,
  OutOfTime,
  ProxyRefused,
  ProxyUnreachable,
  SendFailure,
} from '../../../src/core/api/http/transportErrors.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const broken = (code: string) => new SendFailure('sent', Object.assign(new Error(code), { code }));
const answered = (status: number, headers = {}) => ({ status, headers });

describe('the retry policy', () => {
  describe('Retry-After', () => {
    const cases: [string, number | undefined][] = [
      ['0', 0],
      [' 7 ', 7_000],
      ['120', 120_000],
      ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
      ['Sunday, 22-Nov-26 10:00:30 GMT', 30_000],
      ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
      ['-5', undefined],
      ['1.5', undefined],
      ['soon', undefined],
      [' Sun, 22 Nov 2026 10:00:30 GMT ', 30_000],
      ['Sunday 22 Nov 2026 10:00:30 GMT', 30_000],
      ['5 Sun, 22 Nov 2026 10:00:30 GMT', undefined],
      ['', undefined],
      ['Sun, 99 Nov 2026 10:00:30 GMT', undefined],
    ];
    for (const [text, milliseconds] of cases) {
      it(`reads “${text}”`, () => assert.equal(parseRetryAfter(text, now), milliseconds));
    }
    it('that is a date is read beside the server’s own time, whatever this machine takes for it', () => {
      const headers = { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: 'Sun, 22 Nov 2026 10:00:10 GMT' };
      for (const off of [0, -3_600_000, 3_600_000, 86_400_000]) assert.equal(retryAfterOf(headers, now + off), 20_000);
    });
    it('is read beside a time with spaces around it', () =>
      assert.equal(retryAfterOf({ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: ' Sun, 22 Nov 2026 10:00:10 GMT ' }, 0), 20_000));
    it('that is a date is read beside this machine’s time where the server tells none', () => {
      for (const date of [undefined, 'soon', '5']) {
        assert.equal(retryAfterOf({ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date }, now), 30_000);
      }
    });
    it('takes no list for it', () => assert.equal(parseRetryAfter(['1', '2'], now), undefined));
  });

  describe('the wait', () => {
    it('doubles, under full jitter, up to a bound', () => {
      const waits = (random: number) => [1, 2, 3, 9].map((tries) => delayBeforeRetry(answered(503), tries, random, now));
      assert.deepEqual(waits(1), [500, 1000, 2000, 8000]);
      assert.deepEqual(waits(0), [0, 0, 0, 0]);
    });

    it('is what the server asks, or a little more', () => {
      const asked = answered(503, { 'retry-after': '3' });
      assert.deepEqual(
        [0, 1].map((random) => delayBeforeRetry(asked, 1, random, now)),
        [3000, 3500],
      );
    });

    it('is longer where the requests of a minute are counted', () => {
      const limited = { ...answered(429), limit: 'rate_limit_exceeded' };
      assert.deepEqual(
        [0, 1].map((random) => delayBeforeRetry(limited, 1, random, now)),
        [7500, 15000],
      );
      assert.equal(delayBeforeRetry({ ...limited, limit: 'concurrent_limit_exceeded' }, 1, 1, now), 500);
    });
  });

  it('retries what may pass, and nothing else', () => {
    const retried = [...Array(600).keys()].filter((status) => status >= 100 && isWorthRetrying(answered(status)));
    assert.deepEqual(
      retried.filter((status) => status < 500),
      [408, 425, 429],
    );
    assert.equal(retried.filter((status) => status >= 500).length, 100);
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'EPIPE']) {
      assert.ok(isWorthRetrying(broken(code)), code);
    }
    for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UND_ERR_INVALID_ARG']) {
      assert.ok(!isWorthRetrying(broken(code)), code);
    }
    assert.ok(isWorthRetrying(new SendFailure('sent', new OutOfTime())));
    assert.ok(!isWorthRetrying(new SendFailure('sent', new AnswerTooLong())));
    assert.ok(!isWorthRetrying(new SendFailure('sent', new NotHttp())));
    assert.ok(!isWorthRetrying(new SendFailure('connecting', new ProxyRefused('proxy', 407))));
    for (const status of [500, 502, 429]) assert.ok(isWorthRetrying(new SendFailure('connecting', new ProxyRefused('proxy', status))));
    const reset = Object.assign(new Error(), { code: 'ECONNRESET' });
    assert.ok(isWorthRetrying(new SendFailure('connecting', new ProxyUnreachable('proxy', reset))));
    const selfSigned = Object.assign(new Error(), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    assert.ok(!isWorthRetrying(new SendFailure('connecting', new ProxyUnreachable('proxy', selfSigned))));
  });

  it('knows what may have set the avatar', () => {
    assert.ok(mayHaveActed(broken('ECONNRESET')));
    for (const status of [200, 299, 500, 502]) assert.ok(mayHaveActed(answered(status)), String(status));
    for (const status of [300, 499]) assert.ok(!mayHaveActed(answered(status)), String(status));
    assert.ok(!mayHaveActed(answered(429)));
    assert.ok(!mayHaveActed(new SendFailure('sending', new OutOfTime())));
    assert.ok(!mayHaveActed(new SendFailure('connecting', new OutOfTime())));
  });
});

import type { HttpAnswer } from './http/exchange.ts';
import { AnswerTooLong, codeOf, NotHttp, ProxyRefused, SendFailure, isCertificateCode } from './http/transportErrors.ts';

/** One try and at most three more. */
export const mostTries = 4;

/** A server that asks for a longer wait is not waited for: the person is told instead. Milliseconds. */
export const longestWait = 60_000;

const firstBackoff = 500;
/** Milliseconds. */
export const longestBackoff = 8_000;
/** A rate that is counted by the minute does not clear up within a second. Milliseconds. */
const rateLimitBackoff = 15_000;

const retriedStatuses = new Set([408, 425, 429]);

/** The outcome of one attempt. `limit` is the code of a 429's body, where it has one. */
export type Outcome = SendFailure | (Pick<HttpAnswer, 'status' | 'headers'> & { readonly limit?: string | undefined });

/**
 * Whether a request is worth another try. Setting an avatar twice does what setting it once does, so it is, after all
 * that may pass: 408, 425, 429, 5xx and broken connections.
 */
export function isWorthRetrying(outcome: Outcome): boolean {
  if (!(outcome instanceof SendFailure)) return retriedStatuses.has(outcome.status) || outcome.status >= 500;
  const { cause } = outcome;
  // A peer that speaks no HTTP, or is the wrong one, is the same a second later.
  if (cause instanceof AnswerTooLong || cause instanceof NotHttp) return false;
  if (cause instanceof ProxyRefused) return retriedStatuses.has(cause.status) || cause.status >= 500;
  const code = codeOf(cause);
  return !isCertificateCode(code) && code !== 'UND_ERR_INVALID_ARG';
}

/** Whether the server may have set the avatar, although this is what came of it. */
export function mayHaveActed(outcome: Outcome): boolean {
  return outcome instanceof SendFailure ? outcome.stage === 'sent' : outcome.status >= 500 || outcome.status < 300;
}

/**
 * How long to wait before the next try: what the server asks for, or else exponential backoff with full jitter.
 *
 * @param tries how many there were so far
 * @param random from 0 to below 1
 * @param now milliseconds since 1970
 * @returns milliseconds; more than `longestWait` when the server asks for more
 */
export function delayBeforeRetry(outcome: Outcome, tries: number, random: number, now: number): number {
  const asked = outcome instanceof SendFailure ? undefined : retryAfterOf(outcome.headers, now);
  const backoff = random * Math.min(longestBackoff, firstBackoff * 2 ** (tries - 1));
  // A little later than asked, each at another moment: whoever was sent away together must not come back together.
  if (asked !== undefined) return asked + random * firstBackoff;
  const rated = !(outcome instanceof SendFailure) && outcome.limit === 'rate_limit_exceeded';
  return rated ? rateLimitBackoff * (0.5 + random / 2) : backoff;
}

/**
 * How long the server wants to be left alone (`Retry-After`). A date there is read beside the server's own `Date`, since this
 * machine's clock may be an hour off.
 *
 * @param now milliseconds since 1970 as this machine has it, for a server that does not tell the time
 * @returns milliseconds; `undefined` when the server does not say
 */
export function retryAfterOf(headers: HttpAnswer['headers'], now: number): number | undefined {
  return parseRetryAfter(headers['retry-after'], parseHttpDate(headers['date']) ?? now);
}

/**
 * Reads `Retry-After`, which is a number of seconds or a date (RFC 9110 §10.2.3).
 *
 * @returns milliseconds from now, 0 for a moment that has passed; `undefined` when it says neither
 */
export function parseRetryAfter(value: string | string[] | undefined, now: number): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = parseHttpDate(text);
  return date === undefined ? undefined : Math.max(0, date - now);
}

function parseHttpDate(value: string | string[] | undefined): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  // `Date.parse` takes much else for a date, "-5" for one; a HTTP date begins with a day's name.
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : date;
}

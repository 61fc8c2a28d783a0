import type { ApiFailure } from '../model/failure.ts';
import type { Result } from '../base/result.ts';
import type { HttpRequest } from './http/exchange.ts';
import { requestIdOf } from './errorMapping.ts';
import type { Outcome } from './retryPolicy.ts';
import { codeOf, SendFailure } from './http/transportErrors.ts';
import type { Tried } from './retry.ts';

type Target = Pick<HttpRequest, 'method' | 'url'>;

export interface CallFacts {
  /** From the beginning of the first try, waits included. */
  readonly milliseconds: number;
  /** Whether a certificate would have been verified. */
  readonly verified: boolean;
}

/**
 * The log's one line about a call that has ended: what was called, what came of it, after how many tries and how long.
 * Built of parts that cannot hold a secret: no header but the server's own request id, no body, no query.
 */
export function callLine(
  target: Target,
  { outcome, tries }: Tried,
  result: Result<unknown, ApiFailure>,
  { milliseconds, verified }: CallFacts,
): string {
  const failure = result.ok ? undefined : result.failure;
  const requestId = outcome instanceof SendFailure ? undefined : (saidId(failure) ?? requestIdOf(outcome));
  const parts = [
    // A refusal's status says it all; a 200 that was no success does not.
    `${outcomeWord(outcome)}${failure && saysMore(outcome) ? ` (${failure.kind})` : ''} in ${Math.round(milliseconds)} ms`,
    ...(tries > 1 ? [`${tries} tries`] : []),
    // The person switched that off for all of the editor; the log reminds them.
    ...(target.url.protocol === 'https:' && !verified ? ['certificate not verified'] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  return `${targetWord(target)} → ${parts.join(', ')}`;
}

/** The log's line about a try that is followed by another. */
export function retryLine(target: Target, outcome: Outcome, tries: number, milliseconds: number): string {
  return `${targetWord(target)} → ${outcomeWord(outcome)}, try ${tries}; the next in ${Math.round(milliseconds)} ms`;
}

function targetWord({ method, url }: Target): string {
  return `${method} ${url.origin}${url.pathname}`;
}

function outcomeWord(outcome: Outcome): string {
  return outcome instanceof SendFailure ? `${codeOf(outcome.cause)} while ${outcome.stage}` : String(outcome.status);
}

function saysMore(outcome: Outcome): boolean {
  return outcome instanceof SendFailure || outcome.status < 300;
}

function saidId(failure: ApiFailure | undefined): string | undefined {
  return failure && 'said' in failure ? failure.said.requestId : undefined;
}

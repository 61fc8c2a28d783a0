import type { BaseUrlProblem } from './failure.ts';
import { isLoopback } from './loopback.ts';
import { failed, type Result, success } from '../base/result.ts';

/** Production, from the contract's `servers`. */
export const defaultBaseUrl = 'https://api.threetone.in';

/** The API's address. Keys and histories belong to its `origin`; `href` has no slash at its end. */
export interface BaseUrl {
  readonly origin: string;
  readonly href: string;
  readonly host: string;
}

/** Takes the address of the API: `https:`, or `http:` on this machine; a path is kept, anything else is refused. */
export function parseBaseUrl(input: unknown): Result<BaseUrl, { kind: 'baseUrlInvalid'; reason: BaseUrlProblem }> {
  const problem = (reason: BaseUrlProblem) => failed({ kind: 'baseUrlInvalid', reason } as const);
  if (typeof input !== 'string' || !URL.canParse(input.trim())) return problem('notAUrl');
  const url = new URL(input.trim());
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return problem('scheme');
  if (url.protocol === 'http:' && !isLoopback(url)) return problem('insecure');
  if (url.username || url.password) return problem('credentials');
  if (/[?#]/.test(input)) return problem('queryOrFragment');
  return success({ origin: url.origin, href: url.href.replace(/\/+$/, ''), host: url.host });
}

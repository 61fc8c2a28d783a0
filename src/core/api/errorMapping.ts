import type { ApiFailure } from '../model/failure.ts';
import {
  AnswerTooLong,
  codeOf,
  NotHttp,
  OutOfTime,
  ProxyRefused,
  ProxyUnreachable,
  type SendFailure,
  isCertificateCode,
} from './http/transportErrors.ts';
import type { AgentId } from '../model/agentId.ts';
import type { Scheme } from '../model/credential.ts';
import { plainText } from '../base/plainText.ts';
import type { HttpAnswer } from './http/exchange.ts';
import { retryAfterOf } from './retryPolicy.ts';
import { parseErrorBody } from './errorBody.ts';

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/**
 * Puts a call without an answer into a failure's terms. Only the error's code is kept: messages may quote anything.
 *
 * @param changes whether the call would change something at the server, so that "sent, but no answer" matters
 */
export function failureOfSend({ stage, cause }: SendFailure, host: string, changes: boolean): ApiFailure {
  const maySet = changes && stage === 'sent' ? ({ maySet: true } as const) : {};
  if (cause instanceof AnswerTooLong) return { kind: 'unexpectedAnswer', what: 'tooLong', ...maySet };
  if (cause instanceof ProxyRefused) {
    return { kind: 'proxyRefused', proxyHost: cause.proxyHost, host, status: cause.status };
  }
  const code = codeOf(cause);
  if (isCertificateCode(code)) {
    return { kind: 'certificateRefused', host: cause instanceof ProxyUnreachable ? cause.proxyHost : host, code };
  }
  if (cause instanceof ProxyUnreachable) return { kind: 'proxyUnreachable', proxyHost: cause.proxyHost, code };
  if (cause instanceof NotHttp) return { kind: 'unexpectedAnswer', what: 'notHttp', ...maySet };
  if (changes && stage === 'sent') return { kind: 'outcomeUnknown', host, code, ...maySet };
  return cause instanceof OutOfTime || timeouts.has(code) ? { kind: 'timedOut', host } : { kind: 'unreachable', host, code };
}

/** The subject of a call, for the words of its failures. */
export interface Asked {
  readonly url: URL;
  /** How the credential was sent. */
  readonly scheme: Scheme;
  /** The agent that it was about; absent for the calls that a server may do without. */
  readonly agentId?: AgentId;
}

/**
 * Puts every answer that is not a 200 into a failure's terms.
 *
 * @param json the parsed body, if it was JSON
 * @param now milliseconds since 1970
 */
export function failureOfAnswer(answer: HttpAnswer, json: unknown, { url, scheme, agentId }: Asked, now: number): ApiFailure {
  const { status, headers } = answer;
  if (status < 200 || (status >= 300 && status < 400)) {
    return { kind: 'redirected', status, toOrigin: originOf(headers.location, url) };
  }
  const { said: words, fields } = parseErrorBody(json);
  const requestId = words.requestId ?? requestIdOf(answer);
  const said = { ...words, ...(requestId && { requestId }) };
  if (agentId === undefined && notOffered.has(status)) return { kind: 'notOffered', status };
  if (status === 401 || status === 403) return { kind: 'credentialRefused', scheme, status, said };
  if (status === 404 && agentId !== undefined) return { kind: 'agentUnknown', agentId, said };
  if (status === 422) return { kind: 'fieldsRefused', fields, said };
  if (status === 429) {
    const wait = retryAfterOf(headers, now);
    return { kind: 'rateLimited', said, ...(wait !== undefined && { seconds: Math.ceil(wait / 1000) }) };
  }
  return status >= 500 ? { kind: 'serverFailed', status, said, maySet: true } : { kind: 'refused', status, said };
}

const notOffered = new Set([403, 404, 405]);

/** The name the server gave the request, by which its own people find it. */
export function requestIdOf({ headers }: Pick<HttpAnswer, 'headers'>): string | undefined {
  const stated = headers['x-request-id'] ?? headers['request-id'];
  return typeof stated === 'string' && stated !== '' ? plainText(stated, 100) : undefined;
}

/** Only the origin of a redirect's target is ever shown: the rest of it may carry anything. */
function originOf(location: string | string[] | undefined, base: URL): string | undefined {
  if (typeof location !== 'string' || !URL.canParse(location, base.href)) return undefined;
  const { origin } = new URL(location, base.href);
  return origin === 'null' ? undefined : origin;
}

import type { ApiFailure } from '../model/failure.ts';
import { isCertificateCode } from './http/certificateCode.ts';
import { AnswerTooLong, codeOf, NotHttp, OutOfTime, ProxyRefused, ProxyUnreachable, type SendFailure } from './http/transportErrors.ts';

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/**
 * Puts a call without an answer into a failure's terms. Only the error's code is kept: messages may quote anything.
 *
 * @param changes whether the call would change something at the server, so that "sent, but no answer" matters
 */
export function brokenCall({ stage, cause }: SendFailure, host: string, changes: boolean): ApiFailure {
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

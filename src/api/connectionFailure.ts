import { type ApiFailure } from '../avatar/failure.ts';
import { AnswerTooLong } from './transport.ts';

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** Puts what the transport threw into a failure's terms. Only the error's code is kept: messages may quote anything. */
export function connectionFailure(error: unknown, host: string, signal: AbortSignal): ApiFailure {
  if (signal.aborted) return { kind: 'cancelled' };
  if (error instanceof AnswerTooLong) return { kind: 'unexpectedAnswer', what: 'tooLong' };
  const code = codeOf(error);
  if (code.startsWith('HPE_')) return { kind: 'unexpectedAnswer', what: 'notHttp' };
  return timeouts.has(code) ? { kind: 'timedOut', host } : { kind: 'unreachable', host, code };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { linkSignals } from '../../base/linkedSignal.ts';
import { AnswerTooLong, codeOf, SendFailure, type Stage, isCertificateCode } from './transportErrors.ts';

/** As much of `fetch` as is used, in types that hold with and without a browser's. */
export type Fetch = (url: URL, options: FetchOptions) => Promise<FetchAnswer>;

interface FetchOptions {
  readonly method: string;
  readonly headers: Headers;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

interface FetchAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: { getReader(): BodyReader } | null;
}

interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
}

/** The `fetch` that every extension has: the editor puts its own in place of Node's. */
export function globalFetch(): Fetch {
  return globalThis.fetch;
}

/** The codes with which `fetch` fails before a byte of the request has left. Certificate errors are recognised elsewhere. */
const connectCodes = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_ABORTED', // the proxy opened no tunnel
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Sends a request by the editor's own network. The bytes and headers are the ones that go by the other routes. `fetch` does
 * not show how an upload comes along, so the request's signal alone says when it has taken too long.
 *
 * @throws SendFailure when there is no whole answer
 */
export async function fetchExchange(fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, body, longestAnswer, signal } = request;
  // `fetch` says the length itself and takes no header that says it.
  const headers = new Headers({ ...request.headers, ...body?.headers });
  headers.delete('content-length');
  const link = linkSignals([signal]);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body && { body: Buffer.concat(body.parts) }),
      redirect: 'manual',
      signal: link.signal,
    });
    const pieces: Uint8Array[] = [];
    let length = 0;
    const reader = answer.body?.getReader();
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
      length += piece.value.length;
      if (length > longestAnswer) throw new AnswerTooLong();
      pieces.push(piece.value);
    }
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.concat(pieces) };
  } catch (error) {
    const cause: unknown = link.signal.aborted ? link.signal.reason : error;
    // Ends what is left of the answer, if anything is.
    link.abort();
    throw new SendFailure(stageOf(cause), cause);
  } finally {
    link.end();
  }
}

/** A port that the Fetch Standard keeps for other things: `fetch` refuses it before it connects, and gives no code. */
function isRefusedPort(error: unknown): boolean {
  return error instanceof Error && (error.message === 'bad port' || isRefusedPort(error.cause));
}

/** `fetch` does not tell how far it came: what is not surely the time before connecting counts as sent. */
function stageOf(cause: unknown): Stage {
  const code = codeOf(cause);
  const whileConnecting =
    connectCodes.has(code) || isRefusedPort(cause) || isCertificateCode(code) || /^(EPROTO|ERR_SSL_|ERR_TLS_)/.test(code);
  return whileConnecting ? 'connecting' : 'sent';
}

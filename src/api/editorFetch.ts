import { isCertificateCode } from './certificateCode.ts';
import { type HttpAnswer, type HttpRequest, idleTimeout } from './exchange.ts';
import { linkSignals } from './linkedSignal.ts';
import { AnswerTooLong, codeOf, OutOfTime, SendFailure, type Stage } from './sendFailure.ts';

export type Fetch = typeof globalThis.fetch;

/** Bytes a millisecond. */
const slowestUpload = 16;

/** What `fetch` says when it broke before a byte of the request had left. Certificate errors are told apart elsewhere. */
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
 * Sends a request by the editor's own network. The bytes and headers are the ones that go by the other routes.
 *
 * @throws SendFailure when there is no whole answer
 */
export async function fetchExchange(fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, body, longestAnswer, signal } = request;
  // `fetch` says the length itself and takes no header that says it.
  const headers = new Headers({ ...request.headers, ...body?.headers });
  headers.delete('content-length');
  const link = linkSignals([signal]);
  // `fetch` does not show how an upload comes along: time for it is part of the time to wait for the answer.
  const uploadTime = (body?.bytes.length ?? 0) / slowestUpload;
  const clock = setTimeout(() => link.abort(new OutOfTime()), idleTimeout + uploadTime);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(body && { body: body.bytes }),
      redirect: 'manual',
      signal: link.signal,
    });
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      clock.refresh();
      length += piece.length;
      if (length > longestAnswer) throw new AnswerTooLong();
      pieces.push(Buffer.from(piece));
    }
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.concat(pieces) };
  } catch (error) {
    const cause: unknown = link.signal.aborted ? link.signal.reason : error;
    throw new SendFailure(stageOf(cause), cause);
  } finally {
    clearTimeout(clock);
    link.end();
  }
}

/** `fetch` does not tell how far it came: what is not surely the time before connecting counts as sent. */
function stageOf(cause: unknown): Stage {
  const code = codeOf(cause);
  return connectCodes.has(code) || isCertificateCode(code) ? 'connecting' : 'sent';
}

import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';
import type { RequestBody } from '../multipart.ts';
import { AnswerTooLong, NotHttp, OutOfTime, SendFailure, type Stage } from './transportErrors.ts';
import type { Headers } from './undici.ts';

/** One HTTP answer, read whole. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Headers>;
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Largest answer that is read, in bytes. */
  readonly longestAnswer: number;
  /** With nothing of the request leaving for this long, the connection counts as dead. Milliseconds. */
  readonly idleTimeout: number;
  readonly signal: AbortSignal;
}

/** A larger body is sent in pieces, so that a slow upload which makes progress is not taken for a dead one. Bytes. */
const pieceLength = 64 * 1024;

/** Pieces grow up to this where they leave quickly, since each costs a turn of the event loop. Bytes. */
const longestPiece = 4 * pieceLength;

/** A piece that left within this time lets the next one be longer. Milliseconds. */
const quickly = 100;

/**
 * Sends one request over a connection and reads the answer. Redirects are not followed (undici's Client follows none):
 * they would take the key elsewhere.
 *
 * @throws SendFailure when there is no whole answer; the connection must then be dropped
 */
export function exchange(connection: Connection, request: HttpRequest): Promise<HttpAnswer & { reusable: boolean }> {
  const { method, url, headers, body, longestAnswer, idleTimeout, signal } = request;
  return new Promise((resolve, reject) => {
    let stage: Stage = 'connecting';
    let status = 0;
    let answerHeaders: Headers = {};
    const pieces: Buffer[] = [];
    let length = 0;

    const end = () => {
      clearTimeout(clock);
      signal.removeEventListener('abort', abort);
    };
    const fail = (cause: unknown) => {
      end();
      reject(new SendFailure(stage, cause));
    };
    const abort = () => fail(signal.reason);
    // The last movement is noted, rather than the clock set anew: that happens several times a request.
    let movedAt = performance.now();
    const moved = () => (movedAt = performance.now());
    const look = () => {
      // A server may take its time for the answer: how long is the signal's to say.
      if (stage === 'sent') return;
      const left = movedAt + idleTimeout - performance.now();
      if (left <= 0) fail(new OutOfTime());
      else clock = setTimeout(look, left);
    };
    let clock = setTimeout(look, idleTimeout);

    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort);

    const sentInPieces = body !== undefined && body.length > pieceLength;
    const whole = body && !sentInPieces ? Buffer.concat(body.parts) : null;
    const stream = sentInPieces ? Readable.from(inPieces(body.parts, moved)).once('end', () => (stage = 'sent')) : undefined;
    connection.client.dispatch(
      {
        method,
        path: url.pathname + url.search,
        headers: { ...headers, ...body?.headers },
        body: stream ?? whole,
      },
      {
        onRequestStart: () => {
          moved();
          // A body in one piece is handed to the socket in the same breath as the headers.
          stage = sentInPieces ? 'sending' : 'sent';
        },
        onResponseStart: (_, statusCode, received) => {
          status = statusCode;
          answerHeaders = received;
        },
        onResponseData: (_, piece) => {
          length += piece.length;
          if (length > longestAnswer) fail(new AnswerTooLong());
          else pieces.push(piece);
        },
        onResponseEnd: () => {
          end();
          // A server that answers before it has the whole request may close: such a connection is not used again.
          resolve({ status, headers: answerHeaders, body: Buffer.concat(pieces), reusable: stage === 'sent' });
        },
        onResponseError: (_, error) => {
          // A refusal counts even when the connection breaks behind it: its status is all that is needed.
          if (status >= 400) {
            end();
            resolve({ status, headers: answerHeaders, body: Buffer.concat(pieces), reusable: false });
          } else {
            // The parser also complains about an answer that ends too early; then it was HTTP until there.
            fail(status === 0 && error.name === 'HTTPParserError' ? new NotHttp() : error);
          }
        },
      },
    );
  });
}

function* inPieces(parts: readonly Uint8Array[], onPiece: () => void): Generator<Uint8Array> {
  let length = pieceLength;
  for (const part of parts) {
    for (let start = 0; start < part.length;) {
      onPiece();
      const piece = part.subarray(start, start + length);
      start += piece.length;
      const given = performance.now();
      // Goes on when the socket can take more.
      yield piece;
      if (performance.now() - given < quickly) length = Math.min(2 * length, longestPiece);
    }
  }
}

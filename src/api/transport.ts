import { Agent, type Dispatcher, request } from 'undici';
import { type RequestBody } from './multipart.ts';

/** One HTTP answer, read whole. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal: AbortSignal;
}

/** The server sent more than an answer of this API can hold. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** Largest answer that is read, in bytes: the longest real one is a page of 100 agents, some tens of kilobytes. */
const longestAnswer = 1_000_000;

const connectTimeout = 15_000;
/** Between two pieces of an answer, or from the last byte sent to the first one back. Milliseconds. */
const idleTimeout = 60_000;

/**
 * Sends requests over connections of our own. Always with our own dispatcher: the editor and every other extension
 * share undici's process-wide one. Redirects are not followed (undici's default): they would take the key elsewhere.
 */
export class Transport {
  readonly #dispatcher: Dispatcher = new Agent({
    connect: { timeout: connectTimeout },
    headersTimeout: idleTimeout,
    bodyTimeout: idleTimeout,
  });

  /** @throws AnswerTooLong, or undici's own error with a `code` */
  async send({ method, url, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
    const answer = await request(url, {
      method,
      headers: { ...headers, ...body?.headers },
      body: body?.bytes ?? null,
      signal,
      dispatcher: this.#dispatcher,
    });
    return { status: answer.statusCode, headers: answer.headers, body: await readBounded(answer.body) };
  }

  /** Ends every connection at once. */
  async dispose(): Promise<void> {
    await this.#dispatcher.destroy();
  }
}

async function readBounded(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > longestAnswer) throw new AnswerTooLong();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answer, type Answer } from './answer.ts';
import { parseMultipart } from './multipart.ts';
import { sentence } from './refusals.ts';
import type { RecordedRequest } from './types.ts';

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** One request and what can be done about it. */
export class Exchange {
  readonly record: RecordedRequest;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
  readonly #socket: Socket;
  readonly #route: (record: RecordedRequest) => Answer;

  /** @param socket the TCP socket, also below TLS */
  constructor(
    record: RecordedRequest,
    [request, response]: [IncomingMessage, ServerResponse],
    socket: Socket,
    closing: AbortSignal,
    route: (record: RecordedRequest) => Answer,
  ) {
    this.record = record;
    this.request = request;
    this.response = response;
    this.closing = closing;
    this.#socket = socket;
    this.#route = route;
  }

  /** True when the other side has gone, or was sent away: then nobody is there to be answered. */
  get over(): boolean {
    return this.#socket.destroyed || this.request.socket.destroyed || this.closing.aborted;
  }

  /**
   * Reads the body to its end and takes it apart.
   * @returns false when it is longer than the sandbox takes; the rest is then left unread
   * @throws {Error} when the client goes away meanwhile
   */
  async readBody(): Promise<boolean> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of this.request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) {
        return false;
      }
      chunks.push(chunk);
    }
    const { record } = this;
    record.body = Buffer.concat(chunks);
    const contentType = record.headers['content-type'] ?? '';
    if (/^multipart\/form-data\b/i.test(contentType)) {
      try {
        record.parts = await parseMultipart(contentType, record.body);
      } catch (error) {
        record.malformed = error instanceof Error ? error.message : String(error);
      }
    }
    record.complete = true;
    return true;
  }

  /** Reads the body and deals with the request as usual, all but sending the answer. */
  async handle(): Promise<Answer> {
    return (await this.readBody())
      ? this.#route(this.record)
      : sentence(413, `The body is longer than ${MAX_BODY_BYTES} bytes.`, { connection: 'close' });
  }

  /** Sends the head of an answer; a length is announced unless it is null. */
  start({ status, headers }: Answer, length: number | null): void {
    this.record.status = status;
    const announced = length === null ? {} : { 'content-length': String(length) };
    this.response.writeHead(status, { ...headers, ...announced, 'x-request-id': this.record.requestId });
  }

  /** Sends a whole answer, if anyone is there to have it. */
  async send(whole: Answer): Promise<void> {
    if (this.over) {
      return;
    }
    this.start(whole, whole.body.length);
    await new Promise<void>((resolve) => {
      this.response.once('close', resolve).end(whole.body);
    });
  }

  sendBody(status: number, body: unknown, headers?: Readonly<Record<string, string>>): Promise<void> {
    return this.send(answer(status, body, headers));
  }

  /** Ends the connection by a TCP reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
    this.request.socket.destroy();
  }
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RecordedRequest } from './types.ts';

type Match = (request: RecordedRequest) => boolean;

/** The newest requests, and those who wait for one. */
export class RequestLog {
  readonly #limit: number;
  #kept: RecordedRequest[] = [];
  #count = 0;
  readonly #waiters = new Set<(request: RecordedRequest) => void>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get kept(): readonly RecordedRequest[] {
    return this.#kept;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#kept = [];
    this.#count = 0;
  }

  /** Makes the record of a request whose headers have arrived. */
  add(request: IncomingMessage): RecordedRequest {
    const [path = '', query] = (request.url ?? '').split(/\?(.*)/s);
    const record: RecordedRequest = {
      index: this.#count,
      method: request.method ?? '',
      path,
      query: new URLSearchParams(query),
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      time: Date.now(),
      requestId: randomUUID(),
      body: Buffer.alloc(0),
      parts: [],
      malformed: undefined,
      complete: false,
      fault: undefined,
      status: undefined,
      stored: false,
    };
    this.#count += 1;
    this.#kept.push(record);
    if (this.#kept.length > this.#limit) {
      this.#kept.shift();
    }
    for (const notify of this.#waiters) {
      notify(record);
    }
    return record;
  }

  /** @throws {Error} when no matching request is there or comes within `timeoutMs` */
  waitFor(match: Match, timeoutMs: number): Promise<RecordedRequest> {
    const there = this.#kept.find(match);
    return there !== undefined
      ? Promise.resolve(there)
      : new Promise((resolve, reject) => {
          const notify = (request: RecordedRequest): void => {
            if (match(request)) {
              end();
              resolve(request);
            }
          };
          const timer = setTimeout(() => {
            end();
            reject(new Error(`No such request reached the sandbox within ${timeoutMs} ms (${this.#count} others did).`));
          }, timeoutMs);
          const end = (): void => {
            clearTimeout(timer);
            this.#waiters.delete(notify);
          };
          this.#waiters.add(notify);
        });
  }
}

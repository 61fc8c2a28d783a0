import workerCode from 'bundled:./pixelWorker.ts';
import type { Answered, Asked, PixelAnswers, PixelRequest } from './pixelMessages.ts';

/**
 * The page's side of the worker. It is started from a `blob:` URL: the page's own files come from another origin, and
 * workers may not.
 */
export class PixelClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (reason: Error) => void }>();
  #nextId = 0;

  constructor() {
    const url = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
    this.#worker = new Worker(url, { name: 'pixels' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => this.#settle(data));
    this.#worker.addEventListener('error', ({ message }) => this.#failAll(message));
  }

  /** @throws the worker's own words when it cannot do it */
  ask<Type extends PixelRequest['type']>(request: Extract<PixelRequest, { type: Type }>): Promise<PixelAnswers[Type]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const asked: Asked = { id, request };
      this.#worker.postMessage(asked);
    });
  }

  #settle(answered: Answered): void {
    const waiting = this.#waiting.get(answered.id);
    this.#waiting.delete(answered.id);
    if (answered.ok) waiting?.resolve(answered.value as never);
    else waiting?.reject(new Error(answered.reason));
  }

  #failAll(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}

import frameCode from 'bundled:./pixelFrame.ts';
import workerCode from 'bundled:./pixelWorker.ts';
import type { Answered, PixelAnswers, PixelRequest } from './pixelMessages.ts';

/** Why an image was given up: it took too long. */
export class TookTooLong extends Error {}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * A process of its own with one image in it. Whatever the image makes the browser do, the page goes on: what takes
 * too long is ended together with its process.
 */
export class PixelProcess {
  readonly #port: MessagePort;
  /** Answers come in the order of the requests. */
  readonly #waiting: Waiting[] = [];
  #ended: Error | undefined;

  private constructor(
    start: (port: MessagePort, failed: (reason: string) => void) => () => void,
    /** Longest time for one request. Milliseconds. */
    private readonly limit: number,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<Answered>) => this.#settle(data);
    this.#stop = start(port2, (reason) => this.end(new Error(reason)));
  }

  readonly #stop: () => void;

  /** For images made of pixels. It is started from a `blob:` URL: the page's own files come from another origin. */
  static worker(limit: number): PixelProcess {
    return new PixelProcess((port, failed) => {
      const url = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
      const worker = new Worker(url, { name: 'pixels' });
      URL.revokeObjectURL(url);
      worker.addEventListener('error', ({ message }) => failed(message));
      worker.postMessage(undefined, [port]);
      return () => worker.terminate();
    }, limit);
  }

  /**
   * For drawings. Without `allow-same-origin` the frame has an origin of its own, and so, where sites are isolated, a
   * process of its own. It inherits the page's policy; the nonce lets its one script run.
   */
  static frame(limit: number): PixelProcess {
    return new PixelProcess((port) => {
      const frame = document.createElement('iframe');
      frame.className = 'pixels';
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.setAttribute('aria-hidden', 'true');
      frame.tabIndex = -1;
      frame.srcdoc = `<!DOCTYPE html><body><script nonce="${nonce}">${frameCode.replaceAll('</', '<\\/')}</script>`;
      // Without a load there is no one to talk to yet.
      frame.addEventListener('load', () => frame.contentWindow?.postMessage(undefined, '*', [port]), { once: true });
      document.body.append(frame);
      return () => frame.remove();
    }, limit);
  }

  /** @throws `TookTooLong`, or an error with the other side's own words */
  ask<Type extends PixelRequest['type']>(request: Extract<PixelRequest, { type: Type }>): Promise<PixelAnswers[Type]> {
    return new Promise<PixelAnswers[Type]>((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended);
        return;
      }
      const timer = setTimeout(() => this.end(new TookTooLong(`It took longer than ${this.limit} ms.`)), this.limit);
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      this.#waiting.push({ resolve: settled(resolve), reject: settled(reject) });
      this.#port.postMessage(request);
    });
  }

  /** Ends the process and all that is asked of it. */
  end(reason: Error = new Error('It was ended.')): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#stop();
    this.#port.close();
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  #settle(answered: Answered): void {
    const waiting = this.#waiting.shift();
    if (answered.ok) waiting?.resolve(answered.value as never);
    else waiting?.reject(new Error(answered.reason));
  }
}

/** Of the page's own script: while that runs, it is the current one. */
const nonce = document.currentScript?.nonce ?? '';

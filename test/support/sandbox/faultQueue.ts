import type { Fault } from './faults.ts';
import type { FailOptions, RecordedRequest } from './types.ts';

type Match = (request: RecordedRequest) => boolean;
type Choose = (index: number, request: RecordedRequest) => Fault | undefined;

const isApiCall: Match = ({ path }) => path.startsWith('/v1/');

/** The faults that coming requests are to meet. */
export class FaultQueue {
  #waiting: { readonly fault: Fault; readonly match: Match; times: number }[] = [];
  #choose: Choose | undefined;

  add(fault: Fault, { times = 1, match = isApiCall }: FailOptions = {}): void {
    this.#waiting.push({ fault, match, times });
  }

  chooseBy(choose: Choose | undefined): void {
    this.#choose = choose;
  }

  clear(): void {
    this.#waiting = [];
    this.#choose = undefined;
  }

  /** The fault for this request, taken off the queue. */
  take(request: RecordedRequest): Fault | undefined {
    const entry = this.#waiting.find(({ match, times }) => times > 0 && match(request));
    if (entry === undefined) {
      return this.#choose?.(request.index, request);
    }
    entry.times -= 1;
    this.#waiting = this.#waiting.filter(({ times }) => times > 0);
    return entry.fault;
  }
}

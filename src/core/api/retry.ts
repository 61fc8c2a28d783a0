import type { Waiting } from './apiClient.ts';
import { type Clock, startStopwatch } from '../base/clock.ts';
import type { HttpAnswer } from './http/exchange.ts';
import { linkSignals } from '../base/linkedSignal.ts';
import {
  delayBeforeRetry,
  isWorthRetrying,
  longestBackoff,
  longestWait,
  mayHaveActed,
  mostTries,
  type Outcome,
  retryAfterOf,
} from './retryPolicy.ts';
import { OutOfTime, SendFailure } from './http/transportErrors.ts';

export interface TryOptions {
  /** Time for all tries and the waits between them, in milliseconds. */
  readonly time: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /**
   * Waits until a try may begin, which takes nothing of the time; gives what to call when it has ended, with whether it may
   * have done what was asked. `invited`: the server has said when this one may come. `left`: how long it may take, in
   * milliseconds.
   */
  readonly enter: (invited: boolean, left: number) => Promise<(mayHaveActed: boolean) => void>;
  readonly onWaiting: (waiting: Waiting) => void;
  readonly onRetry: (outcome: Outcome, tries: number, milliseconds: number) => void;
  /** Told when the server asks, by a 429, to be left alone for so long. */
  readonly onLimited: (milliseconds: number) => void;
  /** The code in a 429's body. */
  readonly limitOf: (answer: HttpAnswer) => string | undefined;
  /** Resolves when another call to the same server ends; `undefined` when there is none. */
  readonly anotherEnds: () => Promise<void> | undefined;
}

/** How a call ended after its last try. */
export interface Tried {
  readonly outcome: HttpAnswer | SendFailure;
  readonly tries: number;
  /** Whether a try before the last may have done what was asked. */
  readonly mayHaveActedBefore: boolean;
}

/**
 * Sends until there is an answer that counts, the tries are used up or the time is.
 *
 * @param send one try; its signal is aborted by the caller's, or with `OutOfTime` when the time is up
 * @throws the signal's reason when it is aborted before the first try; between two tries, it ends with the one before
 */
export async function sendWithRetries(
  send: (signal: AbortSignal, tries: number) => Promise<HttpAnswer>,
  { time, signal, clock, enter, onWaiting, onRetry, onLimited, limitOf, anotherEnds }: TryOptions,
): Promise<Tried> {
  let left = time;
  let mayHaveActedBefore = false;
  let leave = await enter(false, left);
  for (let tries = 1; ; tries++) {
    const tryTime = startStopwatch(clock);
    const outcome = await tryOnce((limited) => send(limited, tries), left, signal).catch((error: unknown) => {
      leave(true);
      throw error;
    });
    leave(mayHaveActed(outcome));
    left -= tryTime();
    const limit = !(outcome instanceof SendFailure) && outcome.status === 429 ? limitOf(outcome) : undefined;
    const judged: Outcome = outcome instanceof SendFailure ? outcome : { ...outcome, limit };
    const tried = { outcome, tries, mayHaveActedBefore };
    const now = clock.wallTime();
    const milliseconds = delayBeforeRetry(judged, tries, clock.random(), now);
    const invited = isInvited(judged, now);
    // The time that the server names outranks the reason that is known here.
    const ended = limit === 'concurrent_limit_exceeded' && !invited ? anotherEnds() : undefined;
    // Also where this call ends here. A person who is told of a longer wait may try once more before it is over.
    if (invited) onLimited(Math.min(milliseconds, longestWait));
    if (tries === mostTries || signal.aborted || !isWorthRetrying(judged)) return tried;
    if (milliseconds > longestWait || milliseconds >= left) return tried;
    mayHaveActedBefore ||= mayHaveActed(judged);
    const waitTime = startStopwatch(clock);
    onRetry(judged, tries, milliseconds);
    onWaiting({ reason: 'retry', milliseconds, attempt: tries + 1 });
    try {
      await (ended ? waitForEither(ended, longestBackoff, signal, clock) : clock.wait(milliseconds, signal));
      left -= waitTime();
      // The machine may have slept meanwhile: a try without time for its answer leaves nothing but doubt.
      if (left <= 0) return tried;
      leave = await enter(invited, left);
    } catch (error) {
      if (isAborted(signal)) return tried;
      throw error;
    }
  }
}

/** Whether the server has said when it takes the next request of this key. */
function isInvited(outcome: Outcome, now: number): boolean {
  return !(outcome instanceof SendFailure) && outcome.status === 429 && retryAfterOf(outcome.headers, now) !== undefined;
}

/** Asked anew each time: it may have happened during a wait. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

async function waitForEither(event: Promise<void>, milliseconds: number, signal: AbortSignal, clock: Clock): Promise<void> {
  const link = linkSignals([signal]);
  const time = clock.wait(milliseconds, link.signal).catch(() => signal.throwIfAborted());
  try {
    await Promise.race([event, time]);
  } finally {
    // However the waiting ended, the clock's part of it ends too.
    link.abort();
    link.end();
  }
}

async function tryOnce(
  send: (signal: AbortSignal) => Promise<HttpAnswer>,
  time: number,
  signal: AbortSignal,
): Promise<HttpAnswer | SendFailure> {
  const link = linkSignals([signal], time, () => new OutOfTime());
  try {
    return await send(link.signal);
  } catch (error) {
    if (error instanceof SendFailure) return error;
    throw error;
  } finally {
    link.end();
  }
}

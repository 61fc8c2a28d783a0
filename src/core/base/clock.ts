import { uptime } from 'node:os';

/** Time and chance, so that tests of what waits need not wait. */
export interface Clock {
  /** Milliseconds since 1970, by a clock that people and networks set: good only beside dates that others wrote. */
  wallTime(): number;
  /** Milliseconds since some moment in the past. Nobody sets it; it may stand still while the machine sleeps. */
  monotonic(): number;
  /**
   * Milliseconds since the machine started, its sleep included. Nobody sets it, and all processes of the machine see the
   * same; but it may be as coarse as a second.
   */
  uptime(): number;
  /** @throws the signal's reason as soon as it is aborted */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  wallTime: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
  random: () => Math.random(),
  wait: async (milliseconds, signal) => {
    let timer: NodeJS.Timeout | undefined;
    try {
      await abortable(new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds))), signal);
    } finally {
      clearTimeout(timer);
    }
  },
};

/** The two clocks that a stopwatch compares differ by less than this while the machine is awake. Milliseconds. */
const coarseness = 2_000;

/** Measures milliseconds from now on: exactly while the machine is awake, and with the time that it sleeps. */
export function startStopwatch(clock: Pick<Clock, 'monotonic' | 'uptime'>): () => number {
  const started = clock.monotonic();
  const startedUp = clock.uptime();
  return () => {
    const awake = clock.monotonic() - started;
    const asleep = clock.uptime() - startedUp - awake;
    return asleep > coarseness ? awake + asleep : awake;
  };
}

/** Waits for a promise, or until the signal is aborted; its reason is thrown then. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason is the caller's to choose
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

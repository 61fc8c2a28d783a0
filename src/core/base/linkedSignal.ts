/** A signal that follows others; `end` lets go of them, and must be called when the work is done. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  readonly end: () => void;
}

/**
 * Aborted as soon as one of the signals is, with its reason, or after a time, with `late()`. (`AbortSignal.any` keeps
 * what it made alive for as long as its sources live, and a client's sources live as long as the editor.)
 */
export function linkSignals(signals: readonly AbortSignal[], milliseconds?: number, late?: () => Error): LinkedSignal {
  const controller = new AbortController();
  const links = signals.map((signal) => ({ signal, abort: () => controller.abort(signal.reason) }));
  const timer = milliseconds === undefined ? undefined : setTimeout(() => controller.abort(late?.()), milliseconds);
  for (const { signal, abort } of links) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    end: () => {
      clearTimeout(timer);
      for (const { signal, abort } of links) signal.removeEventListener('abort', abort);
    },
  };
}

/** Resolves at Ctrl+C, or when whoever started this process asks it to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    // A signal's listener does not keep Node awake; the timer does.
    const awake = setInterval(() => undefined, 2 ** 30);
    const end = () => {
      clearInterval(awake);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  });
}

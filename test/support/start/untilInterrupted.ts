/**
 * Resolves at Ctrl+C, when this process is asked to end, or when the one that started it is gone.
 *
 * From then on further signals do nothing: a terminal sends Ctrl+C to npm, tsx and this process, and the first two pass
 * it on, so a second one comes right after the first and must not cut the tidying up short.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const starter = process.ppid;
    // A signal's listener does not keep Node awake; the timer does.
    const awake = setInterval(() => {
      if (process.ppid !== starter) end();
    }, 1000);
    const end = () => {
      clearInterval(awake);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  });
}

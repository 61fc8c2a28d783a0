import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What of this process's is open now: sockets to other places (listening ones and a terminal's do not count) and timers.
 * (Node's own list: `process.getActiveResourcesInfo`.)
 */
export function openResources(): { sockets: number; timers: number } {
  const names = process.getActiveResourcesInfo();
  const count = (...kinds: string[]) => names.filter((name) => kinds.includes(name)).length;
  return { sockets: count('TCPSocketWrap', 'TCPWrap', 'TLSWrap', 'TCPConnectWrap'), timers: count('Timeout') };
}

/** Waits until a condition holds. @throws when it does not within the time */
export async function until(what: string, holds: () => boolean, milliseconds = 1_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within ${milliseconds} ms: ${what}`);
    await sleep(5);
  }
}

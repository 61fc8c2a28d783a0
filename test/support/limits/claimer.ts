import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../src/core/base/clock.ts';
import type { CountedRequest, RateWindows } from '../../../src/core/api/requestCounter.ts';
import { MachineCounter } from '../../../src/core/limits/machineCounter.ts';
import { serverAt } from '../api/calls.ts';

/** What a process is told that counts requests as fast as it may. */
export interface Claiming {
  readonly folder: string;
  readonly windows: RateWindows;
  readonly limits: CountedRequest['limits'];
}

/** Counts requests until it is killed; prints a line for each that may go out, and one for each warning. */
async function main(given: Claiming): Promise<void> {
  const { folder, windows, limits } = given;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const counter = new MachineCounter(serverAt('https://api.threetone.in'), { folder, windows, clock: systemClock, log: { warn: print } });
  for (;;) {
    const reached = await counter.count({ limits, requests: 1, invited: false });
    // All processes wake up at the same moment, when the next place is free.
    if (reached) await sleep(reached.milliseconds);
    else print('out');
  }
}

if (process.argv[2] !== undefined) void main(JSON.parse(process.argv[2]) as Claiming);

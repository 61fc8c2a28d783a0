import { readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { parseJson } from '../base/json.ts';
import { readBootId } from './bootId.ts';

/** The process that sends an attempt, and how long that may take, in milliseconds. Other processes read it beside the act. */
const sender = v.object({
  /** Within it, process ids name processes; absent where nothing tells it from others. */
  machine: v.exactOptional(v.string()),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  longest: v.pipe(v.number(), v.minValue(0)),
});

export type Sender = v.InferOutput<typeof sender>;

/** @returns `undefined` where it is not what was written, as after a power cut */
export function parseSender(text: string): Sender | undefined {
  const parsed = v.safeParse(sender, parseJson(text));
  return parsed.success ? parsed.output : undefined;
}

/**
 * Identifies this machine among others that share the folder. Containers have process ids of their own, also where they share
 * a kernel's start.
 */
export async function readMachineName(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `${process.platform} ${hostname()}`;
  const boot = await readBootId();
  const namespace = await readlink('/proc/self/ns/pid').catch(() => undefined);
  return boot !== undefined && namespace !== undefined ? `${boot} ${namespace}` : undefined;
}

/** Whether a sender's process is surely gone. One whose id another process has got since is not known to be. */
export function isGone({ machine, pid }: Sender, thisMachine: string | undefined): boolean {
  if (thisMachine === undefined || machine !== thisMachine) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

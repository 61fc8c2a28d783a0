/** Uploads one large image and tells how much the process grew meanwhile: `<name> <module> <origin> <file>`. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { type ContenderName, contenderOf } from '../contenders/contender.ts';
import { agentFor } from './agentFor.ts';

/** Bytes above what was there right before the upload, with the image read and the code loaded and used once. */
export interface Growth {
  /** Of the memory that the process holds. */
  readonly resident: number;
  /** Of what lies outside JavaScript's heap: the buffers. */
  readonly external: number;
}

/** Milliseconds between two looks. */
const pause = 1;

async function main([name, module, origin, file]: readonly string[]): Promise<void> {
  const small = await contenderOf(name as ContenderName, { module: module!, origin: origin!, image: Buffer.alloc(50_000, 1) });
  const image = readFileSync(file!);
  await small.upload(agentFor(50_000, 0));
  const contender = await contenderOf(name as ContenderName, { module: module!, origin: origin!, image });
  const peak = new Float64Array(new SharedArrayBuffer(8));
  // From another thread, since whoever copies keeps this one from looking.
  const watcher = new Worker(__filename, { workerData: peak });
  await sleep(200);
  globalThis.gc?.();
  const before = process.memoryUsage();
  peak[0] = before.rss;
  let external = before.external;
  const look = setInterval(() => (external = Math.max(external, process.memoryUsage().external)), pause);
  await contender.upload(agentFor(image.length, 0));
  clearInterval(look);
  external = Math.max(external, process.memoryUsage().external);
  await sleep(5);
  await watcher.terminate();
  const growth: Growth = { resident: peak[0] - before.rss, external: external - before.external };
  process.send?.(growth, () => process.exit());
}

function watch(peak: Float64Array): void {
  setInterval(() => (peak[0] = Math.max(peak[0]!, process.memoryUsage.rss())), pause);
}

if (isMainThread) void main(process.argv.slice(2));
else watch(workerData as Float64Array);

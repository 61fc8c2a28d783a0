/** What the history costs as it grows. Each function gives medians in milliseconds, beside what they were measured at. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { findAgentMentions, mentioningExtensions } from '../../../src/core/model/agentMentions.ts';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import { newEntryId } from '../../../src/core/history/entryRecord.ts';
import { History } from '../../../src/core/history/history.ts';

const origin = 'https://bench.example.com';

/** The cost of one more entry when `kept` entries are there already, and of tidying all of them afterwards. */
export function benchOneMoreUpdate(kept: number, repeats = 15): Promise<{ kept: number; addMs: number; tidyMs: number }> {
  return inHistory(async (history) => {
    await fill(history, kept, Math.ceil(kept / 20));
    const adds = await timed(repeats, (index) => add(history, agentAt(index), `more ${index}`));
    const tidies = await timed(3, () => history.tidy({ perAgent: 1_000, bytes: 1e12 }));
    return { kept, addMs: median(adds), tidyMs: median(tidies) };
  });
}

/** The time until the tree has its rows: in a window that was just opened, and again in one that had them before. */
export function benchFirstRows(agents: number): Promise<{ agents: number; firstMs: number; againMs: number }> {
  return inHistory(async (history, folder) => {
    await fill(history, agents, agents);
    const first: number[] = [];
    const again: number[] = [];
    for (let repeat = 0; repeat < 5; repeat++) {
      const window = new History(folder, () => undefined);
      const rows = () => Promise.all([window.newestOfEach(origin), window.images.thumbnails()]);
      first.push(...(await timed(1, rows)));
      again.push(...(await timed(1, rows)));
    }
    return { agents, firstMs: median(first), againMs: median(again) };
  });
}

/** The scan of all files below a folder that may name agents, without the editor's own search for them. */
export async function benchMentions(folder: string): Promise<{ files: number; megabytes: number; scanMs: number; found: number }> {
  const names = await readdir(folder, { recursive: true });
  let [files, bytes, found, spent] = [0, 0, 0, 0];
  for (const name of names.filter((each) => mentioningExtensions.some((ending) => each.endsWith(`.${ending}`)))) {
    const file = await stat(join(folder, name));
    if (!file.isFile() || file.size > 500_000) continue;
    const text = await readFile(join(folder, name), 'utf8');
    files++;
    bytes += file.size;
    const started = performance.now();
    found += findAgentMentions(text).length;
    spent += performance.now() - started;
  }
  return { files, megabytes: bytes / 1e6, scanMs: spent, found };
}

async function inHistory<T>(task: (history: History, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'history-bench-'));
  try {
    return await task(new History(folder, () => undefined), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(history: History, count: number, agents: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const worker = async () => {
    for (const index of numbers) await add(history, agentAt(index % agents), `filled ${index}`);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function add(history: History, agentId: AgentId, text: string): Promise<void> {
  const bytes = Buffer.alloc(5_000, text);
  const at = Date.now();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const image = { fileName: 'face.png', sha256, mediaType: 'image/png', byteLength: bytes.length, width: 512, height: 512 } as const;
  const entry: HistoryEntry = { id: newEntryId(at), origin, agentId, at, image };
  await history.add(entry, bytes);
}

function agentAt(index: number): AgentId {
  return `agent_bench_${index}` as AgentId;
}

async function timed(repeats: number, task: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < repeats; index++) {
    const started = performance.now();
    await task(index);
    times.push(performance.now() - started);
  }
  return times;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

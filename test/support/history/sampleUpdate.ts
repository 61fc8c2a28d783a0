import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import { newEntryId, recordName } from '../../../src/core/history/entryRecord.ts';

export const origin = 'https://api.example.com';

export function agent(name: string): AgentId {
  return `agent_${name}` as AgentId;
}

let clock = 1_700_000_000_000;

/** An entry of an agent, each a second newer than the one before. The history does not look into the bytes. */
export function sampleUpdate(of: AgentId, bytes: Uint8Array, change: Partial<HistoryEntry> = {}): HistoryEntry {
  const at = (clock += 1000);
  return {
    id: newEntryId(at),
    origin,
    agentId: of,
    at,
    image: {
      fileName: 'face.png',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'image/png',
      byteLength: bytes.length,
      width: 8,
      height: 8,
    },
    ...change,
  };
}

/** Runs a test in a folder of its own, gone afterwards. */
export async function inFolder<Found>(test: (folder: string) => Promise<Found>): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'history-'));
  try {
    return await test(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All files below a folder, by path relative to it. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The file of an entry's record. */
export function pathOf(folder: string, entry: HistoryEntry): string {
  const { server, name } = recordName(entry);
  return join(folder, 'updates', server, name);
}

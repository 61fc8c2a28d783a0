/**
 * One window of the soak: works on the shared history and its journal until it is killed, and says each entry that it was
 * told is kept, and what each attempt that may go out would replace. Parameters: the folder, a seed, a name that no other writer of the soak has.
 */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { AgentId } from '../../src/core/model/agentId.ts';
import type { SentImage } from '../../src/core/model/historyEntry.ts';
import { newEntryId } from '../../src/core/history/entryRecord.ts';
import { History } from '../../src/core/history/history.ts';
import { origin, pace, perAgent, type Said } from './agreement.ts';
import { seeded } from './random.ts';

async function write(folder: string, seed: number, name: string): Promise<never> {
  const random = seeded(seed);
  const pick = (count: number) => Math.floor(random() * count);
  // What cannot be read would be missed by the soak's own count; a second process may well find it first.
  const history = new History(folder, () => undefined, pace);
  writeSync(1, 'ready\n');
  for (let count = 0; ; count++) {
    const what = random();
    if (what < 0.02) await history.journal.recover();
    else if (what < 0.08) await history.tidy({ perAgent, bytes: 1e9 });
    else if (what < 0.2) await history.removeAgent({ origin, agentId: dropped(pick(2)) });
    else if (what < 0.3) await add(dropped(pick(2)), `${name}-${count}`);
    else if (what < 0.7) await act(kept(pick(5)), `${name}-${count}`);
    else await add(kept(pick(5)), `${name}-${count}`, true);
  }

  async function add(agentId: AgentId, token: string, acknowledge = false): Promise<void> {
    const bytes = image(pick(10), random() < 0.3 ? token : '');
    const at = Date.now();
    const id = newEntryId(at);
    await history.add({ id, origin, agentId, at, image: imageOf(bytes, token) }, bytes);
    if (acknowledge) say({ kind: 'kept', id, agentId, token });
  }

  /** An upload without its request: from the person's act, by what it replaces, to one of the ways in which it may end. */
  async function act(agentId: AgentId, token: string): Promise<void> {
    const bytes = image(pick(10), token);
    const begun = await history.journal.begin({ origin, agentId, image: imageOf(bytes, token) });
    const { id } = begun;
    const there = image(pick(10), `there ${token}`);
    await begun.keepBefore(imageOf(there, `there ${token}`), there);
    const end = await begun.beginAttempt(1_000);
    if (!end) return begun.withdraw();
    // From here on the server may have it, also when this process is killed in the next instant.
    say({ kind: 'attempt', id, agentId, token: `there ${token}` });
    end(true);
    const outcome = random();
    if (outcome < 0.6) {
      await begun.accept({ ...begun.intent, at: Date.now() }, bytes);
      say({ kind: 'kept', id, agentId, token });
    } else if (outcome < 0.8) {
      await begun.leaveUnsettled();
    } else {
      say({ kind: 'withdrawing', id });
      await begun.withdraw();
    }
  }
}

function say(line: Said): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function imageOf(bytes: Buffer, fileName: string): SentImage {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName, sha256, mediaType: 'image/png', byteLength: bytes.length, width: 1, height: 1 };
}

/** Few agents, so that the writers meet; those that are dropped leave images behind that the others may need. */
function kept(number: number): AgentId {
  return `agent_kept_${number}` as AgentId;
}

function dropped(number: number): AgentId {
  return `agent_dropped_${number}` as AgentId;
}

/** One of ten images that all writers use, from 100 bytes to 50 kB, or one of nobody else's. */
function image(number: number, own: string): Buffer {
  return Buffer.alloc(100 * 2 ** number, `${number} ${own} `);
}

const [folder = '', seed = '', name = ''] = process.argv.slice(2);
void write(folder, Number(seed), name);

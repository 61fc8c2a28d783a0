import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import { mediaTypes } from '../avatar/image.ts';
import { parsePublicUrl } from '../avatar/publicUrl.ts';
import { type AvatarUpdate } from '../avatar/update.ts';

/** Raised when a record's meaning changes, so that an older version sets a newer record aside instead of misreading it. */
const formatVersion = 1;

const text = v.pipe(v.string(), v.maxLength(4096));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const record = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-z]{9}-[0-9a-f]{12}$/)),
  origin: text,
  agentId: v.pipe(v.string(), v.check((id) => parseAgentId(id).ok)),
  agentName: v.exactOptional(text),
  at: count,
  avatarUrl: v.exactOptional(v.pipe(text, v.check((url) => parsePublicUrl(url) === url))),
  image: v.object({
    fileName: text,
    source: v.exactOptional(text),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    mediaType: v.picklist(mediaTypes),
    byteLength: count,
    width: count,
    height: count,
  }),
});

const stored = v.object({ version: v.literal(formatVersion), update: record });

/** Reads a record back from disk; `undefined` when it is damaged or from a newer version. */
export function parseRecord(json: string): AvatarUpdate | undefined {
  try {
    return v.parse(stored, JSON.parse(json)).update as AvatarUpdate;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) return undefined;
    throw error;
  }
}

export function formatRecord(update: AvatarUpdate): string {
  return JSON.stringify({ version: formatVersion, update });
}

/** An id that sorts by time as text does: milliseconds in base 36, then chance, so that no two windows make the same. */
export function newUpdateId(at: number): string {
  return `${at.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;
}

/** A record's file name tells its time and its agent, so that a list of names is enough to find the newest of each. */
export function recordName(id: string, agentId: AgentId): string {
  return `${id}-${keyOf(agentId)}.json`;
}

/** The parts of a record's file name; `undefined` for any other file. */
export function parseRecordName(name: string): { id: string; agentKey: string } | undefined {
  const match = /^([0-9a-z]{9}-[0-9a-f]{12})-([0-9a-f]{16})\.json$/.exec(name);
  return match?.[1] && match[2] ? { id: match[1], agentKey: match[2] } : undefined;
}

/** A text from outside as a file name: never the text itself. */
export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

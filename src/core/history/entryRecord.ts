import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { sha256Of } from '../base/sha256.ts';
import { isAgentId } from '../model/agentId.ts';
import { mediaTypes } from '../model/mediaType.ts';
import { parsePublicUrl } from '../model/publicUrl.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';

/** Raised when a record's meaning changes, so that an older version sets a newer record aside instead of misreading it. */
const formatVersion = 1;

/** Most characters of any text in a record. */
export const longestText = 4096;

/** Longest record, in bytes: each of its texts at its longest, in nothing but characters that are written as six. */
export const longestRecord = 6 * 6 * longestText;

const text = v.pipe(v.string(), v.maxLength(longestText));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const record = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-z]{9}-[0-9a-f]{12}$/)),
  origin: text,
  agentId: v.pipe(v.string(), v.guard(isAgentId)),
  agentName: v.exactOptional(text),
  at: count,
  found: v.exactOptional(v.literal(true)),
  rank: v.exactOptional(count),
  replacedOrb: v.exactOptional(v.literal(true)),
  avatarUrl: v.exactOptional(
    v.pipe(
      text,
      v.check((url) => parsePublicUrl(url) === url),
    ),
  ),
  image: v.object({
    fileName: text,
    source: v.exactOptional(text),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    mediaType: v.picklist(mediaTypes),
    byteLength: count,
    width: count,
    height: count,
    animated: v.exactOptional(v.literal(true)),
  }),
});

const anyVersion = v.object({ version: v.number() });
const stored = v.object({ version: v.literal(formatVersion), sha256: v.string(), update: v.unknown() });

/** Why a record cannot be read: it is not what was written, or a newer version of this product wrote it. */
export type Unreadable = 'damaged' | 'newer';

/** Reads a record back from disk. Its checksum tells a flipped bit even where the text still makes sense. */
export function parseRecord(json: string): HistoryEntry | Unreadable {
  try {
    const content: unknown = JSON.parse(json);
    if (v.parse(anyVersion, content).version > formatVersion) return 'newer';
    const { sha256, update: entry } = v.parse(stored, content);
    return sha256Of(JSON.stringify(entry)) === sha256 ? v.parse(record, entry) : 'damaged';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) return 'damaged';
    throw error;
  }
}

/** As `parseRecord` reads it back: what is too long for a record is left out or cut, and costs no more than itself. */
export function formatRecord(given: HistoryEntry): string {
  const entry = fitting(given);
  return JSON.stringify({ version: formatVersion, sha256: sha256Of(JSON.stringify(entry)), update: entry });
}

function fitting({ avatarUrl, agentName, image: { source, ...image }, ...rest }: HistoryEntry): HistoryEntry {
  return {
    ...rest,
    ...(agentName !== undefined && { agentName: shortened(agentName) }),
    ...(avatarUrl !== undefined && parsePublicUrl(avatarUrl) === avatarUrl && { avatarUrl }),
    image: { ...image, fileName: shortened(image.fileName), ...fittingSource(source) },
  };
}

/** A text as it fits into a record. */
export function shortened(name: string): string {
  return name.slice(0, longestText);
}

/** The file's Uri, if it fits into a record: a part of it would name another file. */
export function fittingSource(source: string | undefined): { source?: string } {
  return source !== undefined && source.length <= longestText ? { source } : {};
}

/** The last millisecond that an id can tell. */
const lastTime = 36 ** 9 - 1;

/**
 * An id that sorts by time as text does: milliseconds in base 36, then chance, so that no two windows make the same.
 *
 * @param after an id that the new one must follow, also where the clock was set back since. Between the two there is
 *   room for `idBefore`.
 */
export function newEntryId(at: number, after?: string): string {
  const time = after === undefined ? at : Math.max(at, timeOf(after) + 2);
  return idAt(Math.min(time, lastTime), randomBytes(6).toString('hex'));
}

/** The id of what an entry replaced: just before its own, and the same whoever makes it. */
export function idBefore(id: string): string {
  return idAt(timeOf(id) - 1, id.slice(10));
}

function idAt(time: number, chance: string): string {
  return `${time.toString(36).padStart(9, '0')}-${chance}`;
}

function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 9), 36);
}

/**
 * The content of a record's file name: its time, its agent and its image. A list of names is enough to find the newest of
 * each agent, and every image that is still needed, without opening a file.
 */
export interface RecordName {
  readonly name: string;
  /** The folder it is in: a server's. */
  readonly server: string;
  readonly id: string;
  readonly agentKey: string;
  readonly imageKey: string;
}

export function recordName({ id, origin, agentId, image }: HistoryEntry): RecordName {
  const agentKey = keyOf(agentId);
  const imageKey = imageKeyOf(image.sha256);
  return { name: `${id}-${agentKey}-${imageKey}.json`, server: keyOf(origin), id, agentKey, imageKey };
}

/** The parts of a record's file name; `undefined` for any other file. */
export function parseRecordName(server: string, name: string): RecordName | undefined {
  const match = /^([0-9a-z]{9}-[0-9a-f]{12})-([0-9a-f]{16})-([0-9a-f]{16})\.json$/.exec(name);
  const [, id, agentKey, imageKey] = match ?? [];
  return id && agentKey && imageKey ? { name, server, id, agentKey, imageKey } : undefined;
}

/** A text from outside as a file name: never the text itself. */
export function keyOf(text: string): string {
  return sha256Of(text).slice(0, 16);
}

/** How record names speak of an image. Two images of one key would be kept or given up together: harmless. */
export function imageKeyOf(sha256: string): string {
  return sha256.slice(0, 16);
}

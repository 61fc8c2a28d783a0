import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Agent } from '../model/agent.ts';
import { isAgentId } from '../model/agentId.ts';
import type { AvatarImage } from '../model/image.ts';
import { parseJson } from '../base/json.ts';
import type { Preparation } from '../model/preparation.ts';
import { inspectImage } from '../image/inspect.ts';
import { parsePreparation } from './preparationRecord.ts';
import { fittingSource, longestText, shortened } from './entryRecord.ts';

/** An image that is being made into an avatar, and all that was decided about it so far. */
export interface Draft extends Agent {
  readonly id: string;
  readonly image: AvatarImage;
  /** The file's Uri as text, where it came from a file. */
  readonly source?: string;
  /** Absent until the panel has decided something. */
  readonly preparation?: Preparation;
  /** If nothing is decided yet: the file is sent as it is. Without it, the panel judges by the image. */
  readonly asItIs?: boolean;
}

export function newDraft(parts: Omit<Draft, 'id'>): Draft {
  return { id: randomUUID(), ...parts };
}

/** Whether two states of a draft would send the same to the same agent. */
export function isSameDraft(one: Draft, other: Draft): boolean {
  const samePreparation = JSON.stringify(one.preparation) === JSON.stringify(other.preparation);
  return one.id === other.id && one.origin === other.origin && one.agentId === other.agentId && samePreparation;
}

/** The same draft for another agent, whose name may not be known. */
export function withAgent(draft: Draft, { origin, agentId, agentName }: Agent): Draft {
  const { id, image, source, preparation, asItIs } = draft;
  return {
    id,
    origin,
    agentId,
    image,
    ...(agentName !== undefined && { agentName }),
    ...(source !== undefined && { source }),
    ...(preparation && { preparation }),
    ...(asItIs !== undefined && { asItIs }),
  };
}

const text = v.pipe(v.string(), v.maxLength(longestText));
const draftId = v.pipe(v.string(), v.uuid());
const record = v.object({
  version: v.literal(1),
  id: draftId,
  origin: text,
  agentId: v.pipe(v.string(), v.guard(isAgentId)),
  agentName: v.exactOptional(text),
  source: v.exactOptional(text),
  preparation: v.optional(v.unknown()),
  asItIs: v.exactOptional(v.boolean()),
  image: v.object({
    fileName: text,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
});

/** A draft's record on disk, beside its image. `sha256` is the image's, `owner` the process whose draft it is. */
export function draftRecord({ image, agentName, source, ...rest }: Draft, sha256: string, owner: number): string {
  return JSON.stringify({
    version: 1,
    owner,
    ...rest,
    ...(agentName !== undefined && { agentName: shortened(agentName) }),
    ...fittingSource(source),
    image: { fileName: shortened(image.fileName), sha256 },
  });
}

/**
 * Reads a draft back. Its image is read again too: an earlier version may have taken what is refused now.
 *
 * @param json what `draftRecord` made, or what has become of it
 * @param sha256 the hash of the bytes
 * @returns `undefined` when the record is not whole, or the image is another one or cannot be sent
 */
export async function parseDraft(json: string, bytes: Uint8Array, sha256: string): Promise<Draft | undefined> {
  const parsed = v.safeParse(record, parseJson(json));
  if (!parsed.success || parsed.output.image.sha256 !== sha256) return undefined;
  const { id, origin, agentId, agentName, source, asItIs } = parsed.output;
  // The limit may have been changed meanwhile; it is held when the draft is sent.
  const image = await inspectImage(bytes, parsed.output.image.fileName, Infinity);
  if (!image.ok) return undefined;
  const preparation = parsePreparation(parsed.output.preparation);
  return {
    id,
    origin,
    agentId,
    ...(agentName !== undefined && { agentName }),
    ...(source !== undefined && { source }),
    ...(preparation && { preparation }),
    ...(asItIs !== undefined && { asItIs }),
    image: image.value,
  };
}

const owned = v.object({ owner: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** The process whose draft it is; `undefined` where the record does not say. */
export function parseOwner(json: string): number | undefined {
  const parsed = v.safeParse(owned, parseJson(json));
  return parsed.success ? parsed.output.owner : undefined;
}

/** Whether a text may name a draft, and so a file: what comes from a page must never be a path. */
export function isDraftId(text: unknown): text is Draft['id'] {
  return v.is(draftId, text);
}

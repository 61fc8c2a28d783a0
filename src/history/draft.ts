import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Agent } from '../avatar/agent.ts';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import type { AvatarImage } from '../avatar/image.ts';
import { mediaTypes } from '../avatar/mediaType.ts';
import type { Preparation } from '../avatar/preparation.ts';
import { isMissing, writeWhole } from './atomicFile.ts';
import { Pictures } from './pictures.ts';
import { parsePreparation } from './preparationRecord.ts';

/** A picture that is being made into an avatar, and all that was decided about it so far. */
export interface Draft extends Agent {
  readonly id: string;
  readonly image: AvatarImage;
  /** The file's Uri as text, where it came from a file. */
  readonly source?: string;
  /** Absent until the panel has decided something. */
  readonly preparation?: Preparation;
  /** Where nothing is decided yet: the file is sent as it is. Without it, the panel judges by the picture. */
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

const text = v.pipe(v.string(), v.maxLength(4096));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const record = v.object({
  version: v.literal(1),
  id: text,
  origin: text,
  agentId: v.pipe(v.string(), v.check((id) => parseAgentId(id).ok)),
  agentName: v.exactOptional(text),
  source: v.exactOptional(text),
  preparation: v.optional(v.unknown()),
  asItIs: v.exactOptional(v.boolean()),
  image: v.object({
    fileName: text,
    mediaType: v.picklist(mediaTypes),
    width: count,
    height: count,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
});

/**
 * The one draft that is not sent yet, kept over a reload of the window. A later one takes its place, so the store never
 * holds more than one picture.
 */
export class DraftStore {
  /** Writes follow each other: the last one asked for is the one that stays. */
  #last: Promise<unknown> = Promise.resolve();
  #keptPicture: string | undefined;

  /** @param folder a folder of its own on this machine's disk */
  constructor(private readonly folder: string) {}

  /** @throws the file system's error when it cannot be kept */
  keep(draft: Draft): Promise<void> {
    return this.#afterOthers(() => this.#write(draft));
  }

  /** Forgets the draft of this id; another one stays. */
  forget(draftId: string): Promise<void> {
    return this.#afterOthers(async () => {
      if ((await this.#readRecord())?.id !== draftId) return;
      await rm(this.#recordPath, { force: true });
      await rm(this.#picturePath, { force: true });
      this.#keptPicture = undefined;
    });
  }

  /** The draft, or `undefined` when there is none that is whole. */
  read(): Promise<Draft | undefined> {
    return this.#afterOthers(async () => {
      const kept = await this.#readRecord();
      const bytes = kept && (await readIfThere(this.#picturePath));
      if (!kept || !bytes || Pictures.hash(bytes) !== kept.image.sha256) return undefined;
      const { id, origin, agentId, agentName, source, asItIs, image } = kept;
      const { fileName, mediaType, width, height } = image;
      const preparation = parsePreparation(kept.preparation);
      return {
        id,
        origin,
        agentId: agentId as AgentId,
        ...(agentName !== undefined && { agentName }),
        ...(source !== undefined && { source }),
        ...(preparation && { preparation }),
        ...(asItIs !== undefined && { asItIs }),
        image: { bytes, fileName, mediaType, width, height },
      };
    });
  }

  async #write({ image, ...rest }: Draft): Promise<void> {
    const { bytes, ...about } = image;
    const sha256 = Pictures.hash(bytes);
    // The picture goes first, and only when it is another one: the record changes with every turn of the crop.
    if (this.#keptPicture !== sha256) await writeWhole(this.#picturePath, bytes);
    this.#keptPicture = sha256;
    await writeWhole(this.#recordPath, JSON.stringify({ version: 1, ...rest, image: { ...about, sha256 } }));
  }

  async #readRecord() {
    const json = await readIfThere(this.#recordPath);
    if (!json) return undefined;
    try {
      const parsed = v.safeParse(record, JSON.parse(json.toString('utf8')));
      return parsed.success ? parsed.output : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #afterOthers<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    // Whoever asked gets the error; those who come later are not held up by it.
    this.#last = result.catch(() => undefined);
    return result;
  }

  get #recordPath(): string {
    return join(this.folder, 'draft.json');
  }

  get #picturePath(): string {
    return join(this.folder, 'draft.picture');
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

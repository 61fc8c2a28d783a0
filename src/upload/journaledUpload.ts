import type { ApiClient, CallOptions, Server } from '../api/apiClient.ts';
import { linkSignals } from '../api/linkedSignal.ts';
import type { CurrentUnknown, Failure } from '../avatar/failure.ts';
import type { AvatarImage } from '../avatar/image.ts';
import { failed, type Result, success } from '../avatar/result.ts';
import type { AvatarUpdate, SentImage } from '../avatar/update.ts';
import type { Act } from '../history/act.ts';
import { Pictures } from '../history/pictures.ts';
import { type LookupClient, lookAtCurrent } from './currentAvatar.ts';

/** One try of an act: from a look at what it replaces to what became of it. */
export interface JournaledUpload {
  readonly act: Act;
  readonly server: Server;
  readonly image: AvatarImage;
  readonly options: CallOptions;
  /** Whether it goes on although what it replaces is not known, for this reason. */
  readonly goesOnWithout: (reason: CurrentUnknown | 'disk') => boolean;
  /** Told that the avatar is set, but the disk does not take it. */
  readonly onUnkept: (error: unknown) => void;
  /** Told what else went wrong with the journal, for the log. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Sends an avatar in the order of the agent's acts, when what it replaces is safe. Nothing goes out once a newer act is
 * known; nothing is lost whatever comes of it.
 */
export async function uploadJournaled(
  client: LookupClient & Pick<ApiClient, 'setAvatar'>, upload: JournaledUpload,
): Promise<Result<AvatarUpdate, Failure>> {
  const { act, image, onUnkept, onProblem } = upload;
  // Where ending it fails, it stays under way on disk without a pulse, and is ended like a killed window's.
  const leave = () => act.leaveUnsettled().catch(onProblem);
  const sent = await new Attempts(client, upload).run().catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  if (sent.ok) {
    const update = { ...act.intent, at: Date.now(), ...(sent.value !== undefined && { avatarUrl: sent.value }) };
    await act.accept(update, image.bytes).catch(onUnkept);
    return success(update);
  }
  if ('maySet' in sent.failure) await leave();
  else await act.withdraw().catch(onProblem);
  return sent;
}

/** What leads to an answer of the server, or to none. */
class Attempts {
  #diskError: unknown;

  constructor(
    private readonly client: LookupClient & Pick<ApiClient, 'setAvatar'>,
    private readonly upload: JournaledUpload,
  ) {}

  /** @returns the avatar's URL, where the server gave one */
  async run(): Promise<Result<string | undefined, Failure>> {
    const { act, server, image, options } = this.upload;
    if (!(await this.#onDisk(() => act.start()))) return failed({ kind: 'currentUnkept' });
    const link = linkSignals([options.signal, act.overtaken]);
    try {
      const ready = await this.#prepare(link.signal);
      if (!ready.ok) return failed(this.#explained(ready.failure));
      const { agentId } = act.intent;
      const beforeTry = () => this.#beforeTry(link.abort);
      const sent = await this.client.setAvatar(server, { agentId, image }, { ...options, signal: link.signal, beforeTry });
      return sent.ok ? success(sent.value.avatarUrl) : failed(this.#explained(sent.failure));
    } catch (error) {
      if (link.signal.aborted) return failed(this.#explained({ kind: 'cancelled' }));
      throw error;
    } finally {
      link.end();
    }
  }

  /** Everything before the first attempt: older attempts have ended, and what the server shows is safe. */
  async #prepare(signal: AbortSignal): Promise<Result<undefined, Failure>> {
    const { act, server, options, goesOnWithout } = this.upload;
    await act.waitForOlder(signal, () => options.onWaiting?.({ reason: 'sameAgent' }));
    if (act.hasLooked) return success(undefined);
    const current = await lookAtCurrent(this.client, { ...server, agentId: act.intent.agentId }, signal);
    if (!current.ok) {
      const { failure } = current;
      if (failure.kind !== 'currentUnknown' || !goesOnWithout(failure.reason)) return current;
      act.keepNothing();
    } else if (current.value.kind !== 'picture') {
      act.keepNothing();
    } else {
      const { image } = current.value;
      if (!(await this.#onDisk(() => act.keepBefore(sentImage(image), image.bytes)))) return failed({ kind: 'currentUnkept' });
    }
    return success(undefined);
  }

  /** The last look before an attempt goes out. */
  async #beforeTry(stop: () => void): Promise<() => void> {
    const { act, goesOnWithout } = this.upload;
    try {
      const attempt = goesOnWithout('disk') ? await act.beginAttempt().catch(() => act.beginUnmarkedAttempt()) : await act.beginAttempt();
      if (attempt) return attempt;
    } catch (error) {
      this.#diskError = error;
      this.upload.onProblem(error);
    }
    stop();
    return () => undefined;
  }

  /** Why the call was stopped, where it was stopped from here. */
  #explained(failure: Failure): Failure {
    const { act, options } = this.upload;
    if (failure.kind !== 'cancelled' || options.signal.aborted) return failure;
    const kind = this.#diskError === undefined ? 'overtaken' : 'currentUnkept';
    return act.overtaken.aborted || this.#diskError !== undefined ? { ...failure, kind } : failure;
  }

  /** Does something on the disk. @returns whether it is done, or need not be */
  async #onDisk(task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (error) {
      this.upload.onProblem(error);
      return this.upload.goesOnWithout('disk');
    }
  }
}

/** A picture as records speak of it. */
export function sentImage({ bytes, fileName, mediaType, width, height }: AvatarImage): SentImage {
  return { fileName, sha256: Pictures.hash(bytes), mediaType, byteLength: bytes.length, width, height };
}

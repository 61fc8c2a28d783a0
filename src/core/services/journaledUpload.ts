import { sha256Of } from '../base/sha256.ts';
import type { ApiClient, CallOptions, Server, Turn } from '../api/apiClient.ts';
import { type Clock, startStopwatch, systemClock } from '../base/clock.ts';
import { type LinkedSignal, linkSignals } from '../base/linkedSignal.ts';
import type { CurrentUnknown, Failure } from '../model/failure.ts';
import type { AvatarImage } from '../model/image.ts';
import { failed, type Result, success } from '../base/result.ts';
import type { HistoryEntry, SentImage } from '../model/historyEntry.ts';
import type { Act, EndAttempt } from '../history/act.ts';
import { type LookupClient, lookAtCurrent } from './currentAvatar.ts';

/** An attempt that goes out later than this after the last look is preceded by another look. Milliseconds. */
const longestSinceLook = 1_500;

export type UploadClient = LookupClient & Pick<ApiClient, 'setAvatar'>;

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
  readonly clock?: Pick<Clock, 'monotonic' | 'uptime'>;
}

/**
 * Sends an avatar in the order of the agent's acts, when what it replaces is safe. Nothing goes out once a newer act is
 * known; nothing is lost whatever comes of it.
 */
export async function uploadJournaled(client: UploadClient, upload: JournaledUpload): Promise<Result<HistoryEntry, Failure>> {
  const { act, image, onUnkept, onProblem } = upload;
  // If ending it fails, it stays under way on disk without a pulse, and is ended like a killed window's.
  const leave = () => act.leaveUnsettled().catch(onProblem);
  const sent = await new Attempts(client, upload).run().catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  if ((sent.ok || 'maySet' in sent.failure) && (await act.isLate())) {
    await leave();
    return failed({ kind: 'late', maySet: true });
  }
  if (sent.ok) {
    const told = { ...(sent.value !== undefined && { avatarUrl: sent.value }), ...(act.replacedOrb && { replacedOrb: true as const }) };
    const entry = { ...act.intent, at: Date.now(), ...told };
    await act.accept(entry, image.bytes).catch(onUnkept);
    return success(entry);
  }
  if ('maySet' in sent.failure) await leave();
  else await act.withdraw().catch(onProblem);
  return sent;
}

/** The attempts of one upload: each looks at what it replaces, keeps that, and marks itself before it goes out. */
class Attempts {
  /** Whether what is sent is kept, or could not be. */
  #isKept = false;
  /** The failure that keeps the next attempt from going out. */
  #obstacle: Failure | undefined;
  /** Milliseconds since what the server shows was seen, and is safe. */
  #sinceLook = (): number => Infinity;

  constructor(
    private readonly client: UploadClient,
    private readonly upload: JournaledUpload,
  ) {}

  /** @returns the avatar's URL, where the server gave one */
  async run(): Promise<Result<string | undefined, Failure>> {
    const { act, server, image, options } = this.upload;
    if (!(await this.#onDisk(() => act.start()))) return failed({ kind: 'currentUnkept' });
    const link = linkSignals([options.signal, act.overtaken]);
    try {
      if (!(await this.#onDisk(() => this.#waitForOlder(link.signal), link.signal))) return failed({ kind: 'currentUnkept' });
      const given = {
        ...options,
        signal: link.signal,
        beforeTry: (turn: Turn, longest: number) => this.#beforeTry(turn, { ...link, longest }),
      };
      const sent = await this.client.setAvatar(server, { agentId: act.intent.agentId, image }, given);
      return sent.ok ? success(sent.value.avatarUrl) : failed(this.#explained(sent.failure));
    } catch (error) {
      if (link.signal.aborted) return failed(this.#explained({ kind: 'cancelled' }));
      throw error;
    } finally {
      link.end();
    }
  }

  #waitForOlder(signal: AbortSignal): Promise<void> {
    const { act, options } = this.upload;
    return act.waitForOlder(signal, () => options.onWaiting?.({ reason: 'sameAgent' }));
  }

  /** Right before an attempt goes out. */
  async #beforeTry(turn: Turn, { signal, abort, longest }: LinkedSignal & { readonly longest: number }): Promise<EndAttempt> {
    const looked = await this.#lookLast(turn, signal);
    const attempt = looked.ok ? await this.#beginAttempt(longest) : undefined;
    if (attempt) return attempt;
    if (!looked.ok) this.#obstacle = looked.failure;
    abort();
    return () => undefined;
  }

  /** Looks as late as can be: what holds the attempt up comes before the look that counts. */
  async #lookLast(turn: Turn, signal: AbortSignal): Promise<Result<undefined, Failure>> {
    const isOld = () => this.#sinceLook() >= longestSinceLook;
    const looked = isOld() ? await this.#look(turn, signal) : success(undefined);
    if (!looked.ok) return looked;
    await this.#keepSent();
    await turn.confirm();
    // Under a limit of one, another look would hold the attempt up again, and so on without end.
    if (!isOld() || !turn.hasRoomForMore) return looked;
    return this.#lookLast(turn, signal);
  }

  /** If the disk does not take it, only the image to be set could be lost, and the person has it. */
  async #keepSent(): Promise<void> {
    const { act, image, onProblem } = this.upload;
    if (!this.#isKept) await act.keepSent(image.bytes).catch(onProblem);
    this.#isKept = true;
  }

  /** Makes what the server shows safe. */
  async #look(turn: Turn, signal: AbortSignal): Promise<Result<undefined, Failure>> {
    const { act, server, options, goesOnWithout, clock = systemClock } = this.upload;
    const { onWaiting, onTry } = options;
    const look = { ...server, agentId: act.intent.agentId, signal, inTurn: turn, ...(onWaiting && { onWaiting }), ...(onTry && { onTry }) };
    const current = await lookAtCurrent(this.client, look);
    if (!current.ok) {
      const { failure } = current;
      if (failure.kind !== 'currentUnknown' || !goesOnWithout(failure.reason)) return current;
    } else if (current.value.kind === 'orb') {
      if (act.isToTakeBack) return failed({ kind: 'orbShown' });
      act.noteOrb();
    } else if (current.value.kind === 'image') {
      const { image } = current.value;
      if (!(await this.#onDisk(() => act.keepBefore(sentImage(image), image.bytes)))) return failed({ kind: 'currentUnkept' });
    }
    this.#sinceLook = startStopwatch(clock);
    return success(undefined);
  }

  /** @returns what to call when the attempt has ended; `undefined` when it must not go out */
  async #beginAttempt(longest: number): Promise<EndAttempt | undefined> {
    const { act, goesOnWithout, onProblem } = this.upload;
    try {
      return await act.beginAttempt(longest);
    } catch (error) {
      onProblem(error);
      if (goesOnWithout('disk')) return act.beginUnmarkedAttempt();
      this.#obstacle = { kind: 'currentUnkept' };
      return undefined;
    }
  }

  /** Why the call was stopped, where it was stopped from here. */
  #explained(failure: Failure): Failure {
    const { act, options } = this.upload;
    if (failure.kind !== 'cancelled' || options.signal.aborted) return failure;
    const obstacle = act.overtaken.aborted ? ({ kind: 'overtaken' } as const) : this.#obstacle;
    return obstacle ? { ...obstacle, ...(failure.maySet && { maySet: true }) } : failure;
  }

  /**
   * Does something on the disk.
   *
   * @param signal ends it, with its reason
   * @returns whether it is done, or need not be
   */
  async #onDisk(task: () => Promise<void>, signal?: AbortSignal): Promise<boolean> {
    try {
      await task();
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      this.upload.onProblem(error);
      return this.upload.goesOnWithout('disk');
    }
  }
}

/** An image as records speak of it. */
export function sentImage({ bytes, fileName, mediaType, width, height, facts }: AvatarImage): SentImage {
  const sha256 = sha256Of(bytes);
  return { fileName, sha256, mediaType, byteLength: bytes.length, width, height, ...(facts.animated && { animated: true }) };
}

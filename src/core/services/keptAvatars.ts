import { failed, type Result, success } from '../base/result.ts';
import { earlierAvatars, restorableAvatars } from '../history/earlier.ts';
import type { History } from '../history/history.ts';
import { inspectImage } from '../image/inspect.ts';
import type { Agent } from '../model/agent.ts';
import type { InputFailure } from '../model/failure.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { ChosenAvatar } from './avatarUploader.ts';

/** The avatars that are kept of what was set from here, and of what that replaced: to be restored, or to undo an entry. */
export class KeptAvatars {
  constructor(private readonly history: History) {}

  /** Those that an agent can have again, newest first. */
  restorable(agent: Agent): Promise<HistoryEntry[]> {
    return restorableAvatars(this.history, agent);
  }

  /** The avatar that an agent had before an entry; `undefined` when none is kept. */
  async before(entry: HistoryEntry): Promise<HistoryEntry | undefined> {
    const earlier = await earlierAvatars(this.history, entry);
    // Only the person chooses an avatar of which nobody knows that it was set.
    return earlier.find(({ unsettled }) => !unsettled) ?? earlier[0];
  }

  /** An avatar with the bytes that were kept of it, ready to be set again. */
  async read(entry: HistoryEntry): Promise<Result<ChosenAvatar, InputFailure>> {
    const { origin, agentId, agentName } = entry;
    const { fileName, source } = entry.image;
    const bytes = await this.history.images.read(entry.image);
    if (!bytes) return failed({ kind: 'imageGone', fileName });
    // The agent had it before, whatever the limit is now.
    const image = await inspectImage(bytes, fileName, bytes.length);
    if (!image.ok) return image;
    return success({
      origin,
      agentId,
      image: image.value,
      ...(agentName !== undefined && { agentName }),
      ...(source !== undefined && { source }),
    });
  }

  /**
   * The avatar that undoes an entry, unless its agent has got another one since, or is about to.
   *
   * @param options.pastOrb whether it may be one from before the agent showed its colours
   */
  async readToUndo(entry: HistoryEntry, { pastOrb = false } = {}): Promise<Result<ChosenAvatar, InputFailure>> {
    // The entry may be hours old, and another window is as good as this one.
    if (await this.history.journal.isOvertaken(entry)) return failed({ kind: 'setAnewSince' });
    const before = await this.before(entry);
    if (before && entry.replacedOrb && !pastOrb) return failed({ kind: 'orbBefore' });
    return before ? this.read(before) : failed({ kind: 'noEarlierAvatar' });
  }
}

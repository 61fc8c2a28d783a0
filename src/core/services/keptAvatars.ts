import { failed, type Result, success } from '../base/result.ts';
import { earlierAvatars, restorableAvatars } from '../history/earlier.ts';
import type { Updates } from '../history/updates.ts';
import { inspectImage } from '../image/inspect.ts';
import type { Agent } from '../model/agent.ts';
import type { InputFailure } from '../model/failure.ts';
import type { AvatarUpdate } from '../model/update.ts';
import type { ChosenAvatar } from './avatarUploader.ts';

/** The avatars that are kept of what was set from here, and of what that replaced: to be restored, or to undo an update. */
export class KeptAvatars {
  constructor(private readonly updates: Updates) {}

  /** Those that an agent can have again, newest first. */
  restorable(agent: Agent): Promise<AvatarUpdate[]> {
    return restorableAvatars(this.updates, agent);
  }

  /** What an agent had before an update. @returns `undefined` where there is nothing to go back to */
  async before(update: AvatarUpdate): Promise<AvatarUpdate | undefined> {
    return (await earlierAvatars(this.updates, update))[0];
  }

  /** An avatar with the bytes that were kept of it, ready to be set again. */
  async read(update: AvatarUpdate): Promise<Result<ChosenAvatar, InputFailure>> {
    const { origin, agentId, agentName } = update;
    const { fileName, source } = update.image;
    const bytes = await this.updates.pictures.read(update.image);
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

  /** The avatar that undoes an update, unless its agent has got another one since, or is about to. */
  async readToUndo(update: AvatarUpdate): Promise<Result<ChosenAvatar, InputFailure>> {
    // The update may be hours old, and another window is as good as this one.
    if (await this.updates.journal.isOvertaken(update)) return failed({ kind: 'setAnewSince' });
    const before = await this.before(update);
    return before ? this.read(before) : failed({ kind: 'noEarlierAvatar' });
  }
}

import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { readImageLimit } from '../editor/settings.ts';
import type { Updates } from '../../core/history/updates.ts';
import { inspectImage } from '../../core/image/inspect.ts';
import type { ChosenAvatar } from '../upload/avatarSender.ts';

/** An avatar of the history, with the bytes that were kept of it, ready to be set again. */
export async function readKeptAvatar(updates: Updates, update: AvatarUpdate): Promise<Result<ChosenAvatar, InputFailure>> {
  const { origin, agentId, agentName } = update;
  const { fileName, source } = update.image;
  const bytes = await updates.pictures.read(update.image);
  if (!bytes) return failed({ kind: 'imageGone', fileName });
  const image = await inspectImage(bytes, fileName, readImageLimit());
  if (!image.ok) return image;
  return success({
    origin,
    agentId,
    image: image.value,
    ...(agentName !== undefined && { agentName }),
    ...(source !== undefined && { source }),
  });
}

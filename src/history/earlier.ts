import type { AvatarUpdate } from '../avatar/update.ts';
import type { Updates } from './updates.ts';

/**
 * The avatars that an agent had before an update, newest first, each picture once, as far as their bytes are kept. The
 * picture of the update itself is none of them: setting it again would change nothing.
 */
export async function earlierAvatars(updates: Updates, current: AvatarUpdate): Promise<AvatarUpdate[]> {
  const seen = new Set([current.image.sha256]);
  const earlier: AvatarUpdate[] = [];
  for (const update of await updates.ofAgent(current)) {
    if (update.id >= current.id || seen.has(update.image.sha256)) continue;
    seen.add(update.image.sha256);
    if (await updates.pictures.has(update.image)) earlier.push(update);
  }
  return earlier;
}

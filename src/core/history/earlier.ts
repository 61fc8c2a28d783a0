import type { Agent } from '../model/agent.ts';
import type { AvatarUpdate } from '../model/update.ts';
import type { Updates } from './updates.ts';

/**
 * The avatars that an agent had before an update, newest first, each picture once, as far as their bytes are kept. The
 * picture of the update itself is none of them: setting it again would change nothing.
 */
export async function earlierAvatars(updates: Updates, current: AvatarUpdate): Promise<AvatarUpdate[]> {
  const earlier = (await updates.ofAgent(current)).filter(({ id }) => id < current.id);
  return distinct(
    updates,
    earlier.filter(({ image }) => image.sha256 !== current.image.sha256),
  );
}

/**
 * The avatars that can be restored of an agent, newest first: those before its newest; that one too where a later upload
 * may have replaced it.
 */
export async function restorableAvatars(updates: Updates, agent: Agent): Promise<AvatarUpdate[]> {
  const [newest] = await updates.ofAgent(agent);
  if (!newest) return [];
  const earlier = await earlierAvatars(updates, newest);
  const isDoubtful = newest.found === true || (await updates.journal.isInDoubt(agent));
  return isDoubtful ? [...(await distinct(updates, [newest])), ...earlier] : earlier;
}

/** Each picture once, as far as its bytes are kept; under what was set from here rather than what was found. */
async function distinct(updates: Updates, newestFirst: readonly AvatarUpdate[]): Promise<AvatarUpdate[]> {
  const byPicture = new Map<string, AvatarUpdate>();
  for (const update of newestFirst) {
    const seen = byPicture.get(update.image.sha256);
    if (!seen || (seen.found && !update.found)) byPicture.set(update.image.sha256, update);
  }
  const kept: AvatarUpdate[] = [];
  for (const update of byPicture.values()) if (await updates.pictures.has(update.image)) kept.push(update);
  return kept;
}

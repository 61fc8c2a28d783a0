import { setTimeout as wait } from 'node:timers/promises';
import { type AvatarUpdate } from '../../avatar/update.ts';
import { type Visibility } from '../../protocol.ts';
import { type AvatarLookups } from '../../upload/avatarLookups.ts';

/** Servers and caches take a moment. Milliseconds before each look. */
const usualPauses = [0, 2000, 5000];

/** Looks until the public sees the avatar, or the looks are used up. Ends quietly when the signal is aborted. */
export async function* looksForVisibility(
  update: AvatarUpdate,
  lookups: Pick<AvatarLookups, 'visibility'>,
  signal: AbortSignal,
  pauses: readonly number[] = usualPauses,
): AsyncGenerator<Visibility> {
  if (update.avatarUrl === undefined) {
    yield 'notAsked';
    return;
  }
  yield 'checking';
  for (const pause of pauses) {
    if (!(await waited(pause, signal))) return;
    const seen = await lookups.visibility(update, signal);
    if (signal.aborted) return;
    if (seen !== 'notVisibleYet') {
      yield seen ?? 'notAsked';
      return;
    }
  }
  yield 'notVisibleYet';
}

async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(milliseconds, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

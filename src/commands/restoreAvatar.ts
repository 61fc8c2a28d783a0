import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../avatar/agent.ts';
import type { InputFailure } from '../avatar/failure.ts';
import { type AvatarImage, inspectImage } from '../avatar/image.ts';
import { failed, type Result } from '../avatar/result.ts';
import type { AvatarUpdate } from '../avatar/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { readImageLimit } from '../editor/settings.ts';
import { earlierAvatars } from '../history/earlier.ts';
import type { Updates } from '../history/updates.ts';
import { askUpdate } from '../prompts/updatePrompt.ts';
import type { ChosenAvatar } from '../upload/avatarSender.ts';
import { exactTime, relativeTime } from '../views/relativeTime.ts';
import { isServerInUse } from './serverInUse.ts';

/** What restoring needs of the rest. */
export interface RestoreParts {
  readonly updates: Updates;
  /** What becomes of the kept image: it is looked at first, or sent. */
  readonly setImage: (chosen: ChosenAvatar) => Promise<unknown>;
}

/** Asks which of an agent's earlier avatars it shall have again, and sets the bytes that were kept of it. */
export async function restoreAvatar({ updates, setImage }: RestoreParts, { origin, agentId }: Agent): Promise<void> {
  const current = await updates.newestOf(origin, agentId);
  const earlier = current ? await earlierAvatars(updates, current) : [];
  if (!current || earlier.length === 0) {
    await showFailure({ kind: 'noEarlierAvatar' });
    return;
  }
  const title = vscode.l10n.t('Restore Earlier Avatar of {0}', agentLabel(current));
  const answer = await askUpdate({ title, number: 1, total: 1 }, earlier, updates.pictures, whenOf);
  if (answer && answer !== 'back') await setAgain({ updates, setImage }, answer.value);
}

/**
 * Offers to take back what was just set, where there is something to go back to. Where there is not, it only says that it
 * is set, and that only to who does not see it in the panel.
 *
 * @returns when the offer was answered or put away
 */
export async function offerUndo(parts: RestoreParts, update: AvatarUpdate, isSeen: boolean): Promise<void> {
  const [before] = await earlierAvatars(parts.updates, update);
  if (!before && isSeen) return;
  const undo = vscode.l10n.t('Undo');
  const sentence = vscode.l10n.t('The avatar of {0} is set.', agentLabel(update));
  const chosen = await vscode.window.showInformationMessage(sentence, ...(before ? [undo] : []));
  if (chosen === undo) await undoUpdate(parts, update);
}

/** Sets the avatar again that an agent had before an update, unless it has got another one since. */
export async function undoUpdate(parts: RestoreParts, update: AvatarUpdate): Promise<void> {
  if (!(await isServerInUse(update.origin))) return;
  const newest = await parts.updates.newestOf(update.origin, update.agentId);
  const [before] = await earlierAvatars(parts.updates, update);
  // The offer may have stood there for hours, and another window is as good as this one.
  if (newest && newest.id > update.id) await showFailure({ kind: 'setAnewSince' });
  else if (before) await setAgain(parts, before);
  else await showFailure({ kind: 'noEarlierAvatar' });
}

async function setAgain({ updates, setImage }: RestoreParts, update: AvatarUpdate): Promise<void> {
  const image = await readKept(updates, update);
  if (!image.ok) {
    await showFailure(image.failure);
    return;
  }
  const { origin, agentId, agentName } = update;
  const { source } = update.image;
  await setImage({
    origin,
    agentId,
    image: image.value,
    ...(agentName !== undefined && { agentName }),
    ...(source !== undefined && { source }),
  });
}

async function readKept(updates: Updates, { image }: AvatarUpdate): Promise<Result<AvatarImage, InputFailure>> {
  const bytes = await updates.pictures.read(image);
  return bytes ? inspectImage(bytes, image.fileName, readImageLimit()) : failed({ kind: 'imageGone', fileName: image.fileName });
}

function whenOf({ at }: AvatarUpdate): { short: string; exact: string } {
  const { language } = vscode.env;
  return { short: relativeTime(at, Date.now(), language), exact: exactTime(at, language) };
}

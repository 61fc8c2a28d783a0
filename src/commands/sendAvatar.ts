import type * as vscode from 'vscode';
import type { Agent } from '../avatar/agent.ts';
import type { AvatarUpdate } from '../avatar/update.ts';
import { readReviewBeforeUpload } from '../editor/settings.ts';
import { type Draft, newDraft } from '../history/draft.ts';
import type { Updates } from '../history/updates.ts';
import type { AvatarSender, ChosenAvatar } from '../upload/avatarSender.ts';
import { sendWithNotices } from '../upload/noticedSending.ts';
import type { ReviewPanel } from '../views/panel/panel.ts';
import * as restoring from './restoreAvatar.ts';

export interface SendParts {
  readonly updates: Updates;
  readonly sender: AvatarSender;
  readonly preview: ReviewPanel;
  readonly log: vscode.LogOutputChannel;
}

/** Sends an avatar, shows it, and offers to take it back. @returns `undefined` when it was not set */
export async function sendAvatar(parts: SendParts, chosen: ChosenAvatar): Promise<AvatarUpdate | undefined> {
  const update = await sendAndShow(parts, chosen);
  if (update) offerUndoLater(parts, update, true);
  return update;
}

async function sendAndShow({ sender, preview }: SendParts, chosen: ChosenAvatar): Promise<AvatarUpdate | undefined> {
  const update = await sendWithNotices(sender, chosen);
  if (update) await preview.show(update, { isNew: true });
  return update;
}

/**
 * Puts an avatar into the panel, to be looked at and sent from there; where the person wants no such look, it is sent.
 *
 * @returns what was set, or `undefined` when nothing was, or not yet
 */
export async function reviewAvatar(parts: SendParts, chosen: ChosenAvatar & Pick<Draft, 'asItIs'>): Promise<AvatarUpdate | undefined> {
  if (!readReviewBeforeUpload()) return sendAvatar(parts, chosen);
  await parts.preview.review(newDraft(chosen));
  return undefined;
}

/** Asks which earlier avatar an agent shall have again, and compares it with the one it has before it is sent. */
export async function restoreAvatar(parts: SendParts, agent: Agent): Promise<void> {
  const setImage = (chosen: ChosenAvatar) => reviewAvatar(parts, { ...chosen, asItIs: true });
  await restoring.restoreAvatar({ updates: parts.updates, setImage }, agent);
}

/** Offers to take back what was just set, while everything else goes on. @param isSeen whether the panel shows it */
export function offerUndoLater(parts: SendParts, update: AvatarUpdate, isSeen: boolean): void {
  restoring
    .offerUndo(sendingAtOnce(parts), update, isSeen)
    .catch((error: unknown) => parts.log.error('The avatar could not be taken back.', error));
}

/** Takes back what was set. */
export function undoUpdate(parts: SendParts, update: AvatarUpdate): Promise<void> {
  return restoring.undoUpdate(sendingAtOnce(parts), update);
}

/** Who takes something back has seen the picture before, and sees in the panel that it is back. */
function sendingAtOnce(parts: SendParts): restoring.RestoreParts {
  return { updates: parts.updates, setImage: (chosen) => sendAndShow(parts, chosen) };
}

import type * as vscode from 'vscode';
import { type AvatarUpdate } from '../avatar/update.ts';
import { type Updates } from '../history/updates.ts';
import { type AvatarSender, type ChosenAvatar } from '../upload/avatarSender.ts';
import { sendWithNotices } from '../upload/noticedSending.ts';
import { type ReviewPanel } from '../views/panel/panel.ts';
import * as restoring from './restoreAvatar.ts';

export interface SendParts {
  readonly updates: Updates;
  readonly sender: AvatarSender;
  readonly preview: ReviewPanel;
  readonly log: vscode.LogOutputChannel;
}

/** Sends an avatar, shows it, and offers to take it back. @returns `undefined` when it was not set */
export async function sendAvatar(parts: SendParts, chosen: ChosenAvatar): Promise<AvatarUpdate | undefined> {
  const update = await sendWithNotices(parts.sender, chosen);
  if (!update) return undefined;
  await parts.preview.show(update);
  offerUndoLater(parts, update);
  return update;
}

/** Asks which earlier avatar an agent shall have again, and sends it. */
export async function restoreAvatar(parts: SendParts, agentId: AvatarUpdate['agentId']): Promise<void> {
  await restoring.restoreAvatar(restoreParts(parts), agentId);
}

/** Offers to take back what was just set, while everything else goes on. */
export function offerUndoLater(parts: SendParts, update: AvatarUpdate): void {
  offerUndo(parts, update).catch((error: unknown) => parts.log.error('The avatar could not be taken back.', error));
}

async function offerUndo(parts: SendParts, update: AvatarUpdate): Promise<void> {
  await restoring.offerUndo(restoreParts(parts), update);
}

function restoreParts(parts: SendParts) {
  return {
    updates: parts.updates,
    setImage: (chosen: ChosenAvatar) => sendAvatar(parts, chosen),
  };
}

import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { showInformation } from '../editor/messages.ts';
import { sendAndShow, type SendParts } from './sendAndShow.ts';
import { isServerInUse } from './serverInUse.ts';

/** Offers to take back what was just set, while everything else goes on. @param isSeen whether the panel shows it */
export function offerUndoLater(parts: SendParts, update: AvatarUpdate, isSeen: boolean): void {
  offerUndo(parts, update, isSeen).catch((error: unknown) => parts.log.error('The avatar could not be taken back.', error));
}

/** Where there is nothing to go back to, it only says that the avatar is set, and that only to who does not see it. */
async function offerUndo(parts: SendParts, update: AvatarUpdate, isSeen: boolean): Promise<void> {
  const before = await parts.kept.before(update);
  if (!before && isSeen) return;
  const undo = vscode.l10n.t('Undo');
  const sentence = vscode.l10n.t('The avatar of {0} is set.', agentLabel(update));
  const chosen = await showInformation(sentence, ...(before ? [undo] : []));
  if (chosen === undo) await undoUpdate(parts, update);
}

/**
 * Sets the avatar again that an agent had before an update, unless it has got another one since, or is about to. It is sent at once: who
 * takes something back has seen the picture before, and sees in the panel that it is back.
 */
export async function undoUpdate(parts: SendParts, update: AvatarUpdate): Promise<void> {
  if (!(await isServerInUse(update.origin))) return;
  const before = await parts.kept.readToUndo(update);
  if (before.ok) await sendAndShow(parts, before.value, update);
  else await showFailure(before.failure);
}

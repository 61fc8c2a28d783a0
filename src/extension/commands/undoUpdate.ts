import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import { failed } from '../../core/base/result.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { showInformation } from '../editor/messages.ts';
import { earlierAvatars } from '../../core/history/earlier.ts';
import { readKeptAvatar } from './keptAvatar.ts';
import { sendAndShow, type SendParts } from './sendAndShow.ts';
import { isServerInUse } from './serverInUse.ts';

/** Offers to take back what was just set, while everything else goes on. @param isSeen whether the panel shows it */
export function offerUndoLater(parts: SendParts, update: AvatarUpdate, isSeen: boolean): void {
  offerUndo(parts, update, isSeen).catch((error: unknown) => parts.log.error('The avatar could not be taken back.', error));
}

/** Where there is nothing to go back to, it only says that the avatar is set, and that only to who does not see it. */
async function offerUndo(parts: SendParts, update: AvatarUpdate, isSeen: boolean): Promise<void> {
  const [before] = await earlierAvatars(parts.updates, update);
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
  // The offer may have stood there for hours, and another window is as good as this one.
  const isOvertaken = await parts.updates.journal.isOvertaken(update);
  const kept = isOvertaken ? failed({ kind: 'setAnewSince' } as const) : await readBefore(parts, update);
  if (kept.ok) await sendAndShow(parts, kept.value, update);
  else await showFailure(kept.failure);
}

async function readBefore({ updates }: SendParts, update: AvatarUpdate) {
  const [before] = await earlierAvatars(updates, update);
  return before ? readKeptAvatar(updates, before) : failed({ kind: 'noEarlierAvatar' } as const);
}

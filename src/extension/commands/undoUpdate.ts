import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { showInformation } from '../editor/messages.ts';
import { sendAndShow, type UploadDeps } from './sendAndShow.ts';
import { isServerInUse } from './serverInUse.ts';

/** Offers to take back what was just set, while everything else goes on. @param isSeen whether the panel shows it */
export function offerUndoLater(parts: UploadDeps, entry: HistoryEntry, isSeen: boolean): void {
  offerUndo(parts, entry, isSeen).catch((error: unknown) => parts.log.error('The avatar could not be taken back.', error));
}

/** Where there is nothing to go back to, it only says that the avatar is set, and that only to who does not see it. */
async function offerUndo(parts: UploadDeps, entry: HistoryEntry, isSeen: boolean): Promise<void> {
  const before = await parts.kept.before(entry);
  if (!before && isSeen) return;
  const undo = vscode.l10n.t('Undo');
  const sentence = vscode.l10n.t('The avatar of {0} is set.', agentLabel(entry));
  const chosen = await showInformation(sentence, ...(before ? [undo] : []));
  if (chosen === undo) await undoUpdate(parts, entry);
}

/**
 * Sets the avatar again that an agent had before an entry, unless it has got another one since, or is about to. It is sent at once: who
 * takes something back has seen the image before, and sees in the panel that it is back.
 */
export async function undoUpdate(parts: UploadDeps, entry: HistoryEntry): Promise<void> {
  if (!(await isServerInUse(entry.origin))) return;
  const before = await parts.kept.readToUndo(entry);
  if (before.ok) await sendAndShow(parts, before.value, entry);
  else await showFailure(before.failure);
}

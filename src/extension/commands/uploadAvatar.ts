import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { type Draft, newDraft } from '../../core/history/draft.ts';
import type { History } from '../../core/history/history.ts';
import type { ChosenAvatar } from '../../core/services/avatarUploader.ts';
import type { KeptAvatars } from '../../core/services/keptAvatars.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { showInformation } from '../editor/messages.ts';
import { readReviewBeforeUpload } from '../editor/settings.ts';
import type { PreviewPanel } from '../preview/previewPanel.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';
import { uploadWithProgress } from '../upload/uploadWithProgress.ts';
import { isServerInUse } from './serverInUse.ts';

export interface UploadDeps {
  readonly history: History;
  readonly kept: KeptAvatars;
  readonly uploader: InteractiveUploader;
  readonly preview: PreviewPanel;
  readonly log: vscode.LogOutputChannel;
}

/** Sends an avatar, shows it, and offers to take it back. @returns `undefined` when it was not set */
export async function uploadAvatar(deps: UploadDeps, chosen: ChosenAvatar): Promise<HistoryEntry | undefined> {
  const entry = await uploadAndShow(deps, chosen);
  if (entry) offerUndoLater(deps, entry, true);
  return entry;
}

/**
 * Puts an avatar into the panel, to be looked at and sent from there; where the person wants no such look, it is sent.
 *
 * @returns what was set, or `undefined` when nothing was, or not yet
 */
export async function previewAvatar(deps: UploadDeps, chosen: ChosenAvatar & Pick<Draft, 'asItIs'>): Promise<HistoryEntry | undefined> {
  if (!readReviewBeforeUpload()) return uploadAvatar(deps, chosen);
  await deps.preview.showDraft(newDraft(chosen));
  return undefined;
}

/** Offers to take back what was just set, while everything else goes on. @param isSeen whether the panel shows it */
export function offerUndoLater(deps: UploadDeps, entry: HistoryEntry, isSeen: boolean): void {
  offerUndo(deps, entry, isSeen).catch((error: unknown) => deps.log.error('The avatar could not be taken back.', error));
}

/** Without an earlier avatar it only says that this one is set, and only when the panel does not show it. */
async function offerUndo(deps: UploadDeps, entry: HistoryEntry, isSeen: boolean): Promise<void> {
  const before = await deps.kept.before(entry);
  if (!before && isSeen) return;
  const undo = vscode.l10n.t('Undo');
  const sentence = vscode.l10n.t('The avatar of {0} is set.', agentLabel(entry));
  const chosen = await showInformation(sentence, ...(before ? [undo] : []));
  if (chosen === undo) await undoUpload(deps, entry);
}

/**
 * Sets the avatar again that an agent had before an entry, unless it has got another one since, or is about to. It is sent at once: who
 * takes something back has seen the image before, and sees in the panel that it is back.
 */
export async function undoUpload(deps: UploadDeps, entry: HistoryEntry): Promise<void> {
  if (!(await isServerInUse(entry.origin))) return;
  let before = await deps.kept.readToUndo(entry);
  if (!before.ok) {
    const action = await showFailure(before.failure);
    if (action !== 'setAnyway') return;
    before = await deps.kept.readToUndo(entry, { pastOrb: true });
  }
  if (before.ok) await uploadAndShow(deps, before.value, entry);
  else await showFailure(before.failure);
}

/**
 * Sends an avatar without a look at it first, and shows it.
 *
 * @param instead the entry that it takes back, if it takes one back
 * @returns `undefined` when it was not set
 */
async function uploadAndShow(
  { uploader, preview }: UploadDeps,
  chosen: ChosenAvatar,
  instead?: HistoryEntry,
): Promise<HistoryEntry | undefined> {
  const entry = await uploadWithProgress(uploader, chosen, instead);
  if (entry) await preview.show(entry, { isNew: true });
  return entry;
}

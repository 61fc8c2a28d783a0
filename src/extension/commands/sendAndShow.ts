import type * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { History } from '../../core/history/history.ts';
import type { ChosenAvatar } from '../../core/services/avatarUploader.ts';
import type { KeptAvatars } from '../../core/services/keptAvatars.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';
import { uploadWithProgress } from '../upload/uploadWithProgress.ts';
import type { PreviewPanel } from '../preview/previewPanel.ts';

export interface UploadDeps {
  readonly history: History;
  readonly kept: KeptAvatars;
  readonly sender: InteractiveUploader;
  readonly preview: PreviewPanel;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Sends an avatar without a look at it first, and shows it.
 *
 * @param instead the entry that it takes back, if it takes one back
 * @returns `undefined` when it was not set
 */
export async function sendAndShow(
  { sender, preview }: UploadDeps,
  chosen: ChosenAvatar,
  instead?: HistoryEntry,
): Promise<HistoryEntry | undefined> {
  const entry = await uploadWithProgress(sender, chosen, instead);
  if (entry) await preview.show(entry, { isNew: true });
  return entry;
}

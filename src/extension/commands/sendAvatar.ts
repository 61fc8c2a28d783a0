import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { readReviewBeforeUpload } from '../editor/settings.ts';
import { type Draft, newDraft } from '../../core/history/draft.ts';
import type { ChosenAvatar } from '../../core/services/avatarUploader.ts';
import { sendAndShow, type UploadDeps } from './sendAndShow.ts';
import { offerUndoLater } from './undoUpdate.ts';

/** Sends an avatar, shows it, and offers to take it back. @returns `undefined` when it was not set */
export async function sendAvatar(parts: UploadDeps, chosen: ChosenAvatar): Promise<HistoryEntry | undefined> {
  const entry = await sendAndShow(parts, chosen);
  if (entry) offerUndoLater(parts, entry, true);
  return entry;
}

/**
 * Puts an avatar into the panel, to be looked at and sent from there; where the person wants no such look, it is sent.
 *
 * @returns what was set, or `undefined` when nothing was, or not yet
 */
export async function previewAvatar(parts: UploadDeps, chosen: ChosenAvatar & Pick<Draft, 'asItIs'>): Promise<HistoryEntry | undefined> {
  if (!readReviewBeforeUpload()) return sendAvatar(parts, chosen);
  await parts.preview.review(newDraft(chosen));
  return undefined;
}

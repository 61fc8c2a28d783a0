import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { fileSize } from '../../shared/fileSize.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import type { ImageStore } from '../../core/history/imageStore.ts';
import { type Answer, ask, createPick, plainRow, type Step } from './step.ts';

interface EntryItem extends vscode.QuickPickItem {
  readonly entry: HistoryEntry;
}

interface Choices {
  readonly entries: readonly HistoryEntry[];
  /** The newest entry, as far as this machine knows. */
  readonly current: HistoryEntry;
  readonly images: ImageStore;
  /** The time at which an avatar was set, as people say it. */
  readonly whenOf: (entry: HistoryEntry) => { readonly short: string; readonly exact: string };
}

/** Asks which of an agent's avatars. */
export async function askEntry(step: Step, { entries, current, images, whenOf }: Choices): Promise<Answer<HistoryEntry>> {
  const thumbnails = await images.thumbnails();
  const pick = createPick<EntryItem>(step, vscode.l10n.t('Pick the avatar to restore'));
  pick.matchOnDetail = true;
  pick.items = entries.map((entry) => {
    const { width, height, byteLength } = entry.image;
    const { short, exact } = whenOf(entry);
    const size = fileSize(byteLength, vscode.env.language);
    return plainRow({
      label: labelOf(entry, entry.id === current.id),
      description: short,
      detail: entry.found
        ? vscode.l10n.t('{0} × {1} pixels, {2}, replaced {3}', width, height, size, exact)
        : vscode.l10n.t('{0} × {1} pixels, {2}, set {3}', width, height, size, exact),
      iconPath: rowIcon(images, entry.image, thumbnails),
      entry,
    });
  });
  return ask(pick, (item) => item?.entry);
}

function labelOf({ found, unsettled, image: { fileName } }: HistoryEntry, isNewest: boolean): string {
  if (found) return vscode.l10n.t('Set elsewhere: {0}', fileName);
  if (unsettled) return vscode.l10n.t('May have been set: {0}', fileName);
  return isNewest ? vscode.l10n.t('Set last: {0}', fileName) : fileName;
}

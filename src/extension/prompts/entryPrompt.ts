import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { fileSize } from '../../shared/fileSize.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import type { ImageStore } from '../../core/history/imageStore.ts';
import { type Answer, ask, createPick, plainRow, type Step } from './step.ts';

interface EntryItem extends vscode.QuickPickItem {
  readonly entry: HistoryEntry;
}

/** Asks which of an agent's earlier avatars. @param whenOf says when one was set, as people say it */
export async function askEntry(
  step: Step,
  entries: readonly HistoryEntry[],
  images: ImageStore,
  whenOf: (entry: HistoryEntry) => { readonly short: string; readonly exact: string },
): Promise<Answer<HistoryEntry>> {
  const thumbnails = await images.thumbnails();
  const pick = createPick<EntryItem>(step, vscode.l10n.t('Pick the avatar to restore'));
  pick.matchOnDetail = true;
  pick.items = entries.map((entry) => {
    const { width, height, byteLength } = entry.image;
    const { short, exact } = whenOf(entry);
    const size = fileSize(byteLength, vscode.env.language);
    return plainRow({
      label: labelOf(entry),
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

function labelOf({ found, unsettled, image: { fileName } }: HistoryEntry): string {
  if (found) return vscode.l10n.t('Set elsewhere: {0}', fileName);
  return unsettled ? vscode.l10n.t('May have been set: {0}', fileName) : fileName;
}

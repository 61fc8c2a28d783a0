import * as vscode from 'vscode';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { fileSize } from '../../shared/fileSize.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import type { Pictures } from '../../core/history/pictures.ts';
import { type Answer, ask, createPick, plainRow, type Step } from './step.ts';

interface UpdateItem extends vscode.QuickPickItem {
  readonly update: AvatarUpdate;
}

/** Asks which of an agent's earlier avatars. @param whenOf says when one was set, as people say it */
export async function askUpdate(
  step: Step,
  updates: readonly AvatarUpdate[],
  pictures: Pictures,
  whenOf: (update: AvatarUpdate) => { readonly short: string; readonly exact: string },
): Promise<Answer<AvatarUpdate>> {
  const thumbnails = await pictures.thumbnails();
  const pick = createPick<UpdateItem>(step, vscode.l10n.t('Pick the avatar to restore'));
  pick.matchOnDetail = true;
  pick.items = updates.map((update) => {
    const { fileName, width, height, byteLength } = update.image;
    const { short, exact } = whenOf(update);
    const size = fileSize(byteLength, vscode.env.language);
    return plainRow({
      label: update.found ? vscode.l10n.t('Set elsewhere: {0}', fileName) : fileName,
      description: short,
      detail: update.found
        ? vscode.l10n.t('{0} × {1} pixels, {2}, replaced {3}', width, height, size, exact)
        : vscode.l10n.t('{0} × {1} pixels, {2}, set {3}', width, height, size, exact),
      iconPath: rowIcon(pictures, update.image, thumbnails),
      update,
    });
  });
  return ask(pick, (item) => item?.update);
}

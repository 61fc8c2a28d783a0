import * as vscode from 'vscode';
import type { AvatarUpdate } from '../avatar/update.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import type { Pictures } from '../history/pictures.ts';
import { type Answer, ask, placeInSteps, type Step } from './step.ts';
import { plainLabel } from './plainLabel.ts';

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
  const pick = vscode.window.createQuickPick<UpdateItem>();
  placeInSteps(pick, step);
  pick.placeholder = vscode.l10n.t('Pick the avatar to restore');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.items = updates.map((update) => {
    const { fileName, width, height, byteLength } = update.image;
    const { short, exact } = whenOf(update);
    return {
      label: update.found ? vscode.l10n.t('The one before the first from here') : plainLabel(fileName),
      description: short,
      detail: update.found
        ? vscode.l10n.t('{0} × {1} pixels, {2} kB, replaced {3}', width, height, Math.ceil(byteLength / 1000), exact)
        : vscode.l10n.t('{0} × {1} pixels, {2} kB, set {3}', width, height, Math.ceil(byteLength / 1000), exact),
      iconPath: rowIcon(pictures, update.image, thumbnails),
      update,
    };
  });
  return ask(pick, (item) => item?.update);
}

import type * as vscode from 'vscode';
import type { AvatarUpdate } from '../../core/model/update.ts';
import type { Updates } from '../../core/history/updates.ts';
import type { ChosenAvatar } from '../../core/services/avatarUploader.ts';
import type { KeptAvatars } from '../../core/services/keptAvatars.ts';
import type { AvatarSender } from '../upload/avatarSender.ts';
import { sendWithNotices } from '../upload/noticedSending.ts';
import type { ReviewPanel } from '../preview/panel.ts';

export interface SendParts {
  readonly updates: Updates;
  readonly kept: KeptAvatars;
  readonly sender: AvatarSender;
  readonly preview: ReviewPanel;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Sends an avatar without a look at it first, and shows it.
 *
 * @param instead the update that it takes back, if it takes one back
 * @returns `undefined` when it was not set
 */
export async function sendAndShow(
  { sender, preview }: SendParts,
  chosen: ChosenAvatar,
  instead?: AvatarUpdate,
): Promise<AvatarUpdate | undefined> {
  const update = await sendWithNotices(sender, chosen, instead);
  if (update) await preview.show(update, { isNew: true });
  return update;
}

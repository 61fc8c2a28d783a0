import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { Failure } from '../../core/model/failure.ts';
import { failed, type Result } from '../../core/base/result.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { withCancellableProgress } from '../editor/messages.ts';
import { explainWaiting } from '../editor/waiting.ts';
import type { ChosenAvatar, PendingAvatar } from '../../core/services/avatarUploader.ts';
import type { InteractiveUploader } from './interactiveUploader.ts';

/**
 * Sends an avatar without the panel: progress and failures are notifications, and what a failure's button offers is done.
 *
 * @param instead the entry that it takes back, if it takes one back
 * @returns the entry, or `undefined` when the avatar was not set
 */
export async function uploadWithProgress(
  uploader: InteractiveUploader,
  chosen: ChosenAvatar,
  instead?: HistoryEntry,
): Promise<HistoryEntry | undefined> {
  let pending = await uploader.begin(chosen, { instead });
  for (;;) {
    const sent = await uploadOnce(uploader, pending);
    if (sent.ok) return sent.value;
    const action = await showFailure(sent.failure);
    if (action === undefined) return undefined;
    if (action === 'replaceCredential' && !(await uploader.replaceKey())) return undefined;
    if (action === 'setAnyway') pending = await uploader.setAnyway(pending, sent.failure);
  }
}

async function uploadOnce(uploader: InteractiveUploader, pending: PendingAvatar): Promise<Result<HistoryEntry, Failure>> {
  const { chosen } = pending;
  const server = await uploader.serverOf(pending);
  if (!server.ok) return failed(server.failure);
  return withCancellableProgress(progressTitle(chosen), (signal, say) =>
    uploader.upload(server.value, pending, { signal, onWaiting: (waiting) => say(explainWaiting(waiting)), onTry: () => say('') }),
  );
}

/** The title of an upload's progress. */
export function progressTitle(agent: Agent): string {
  return vscode.l10n.t('Setting the avatar of {0}…', agentLabel(agent));
}

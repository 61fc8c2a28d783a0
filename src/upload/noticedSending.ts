import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../avatar/agent.ts';
import type { Failure } from '../avatar/failure.ts';
import { failed, type Result } from '../avatar/result.ts';
import type { AvatarUpdate } from '../avatar/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { withCancellableProgress } from '../editor/messages.ts';
import { explainWaiting } from '../editor/waiting.ts';
import type { AvatarSender, ChosenAvatar } from './avatarSender.ts';

/**
 * Sends an avatar without the panel: progress and failures are notifications, and what a failure's button offers is done.
 *
 * @returns the update, or `undefined` when the avatar was not set
 */
export async function sendWithNotices(sender: AvatarSender, chosen: ChosenAvatar): Promise<AvatarUpdate | undefined> {
  for (;;) {
    const sent = await sendOnce(sender, chosen);
    if (sent.ok) return sent.value;
    const action = await showFailure(sent.failure);
    if (action === undefined) return undefined;
    if (action === 'replaceCredential' && !(await sender.replaceKey())) return undefined;
  }
}

async function sendOnce(sender: AvatarSender, chosen: ChosenAvatar): Promise<Result<AvatarUpdate, Failure>> {
  const server = await sender.serverOf(chosen);
  if (!server.ok) return failed(server.failure);
  return withCancellableProgress(sendingSentence(chosen), (signal, say) =>
    sender.send(server.value, chosen, { signal, onWaiting: (waiting) => say(explainWaiting(waiting)), onTry: () => say('') }),
  );
}

/** What is going on while an avatar is on its way. */
export function sendingSentence(agent: Agent): string {
  return vscode.l10n.t('Setting the avatar of {0}…', agentLabel(agent));
}

import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import { embedTag } from '../../core/model/embedTag.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { confirm } from '../editor/messages.ts';
import { openGivenUrl } from '../editor/openUrl.ts';
import { readEmbedTag } from '../editor/settings.ts';
import { restorableAvatars } from '../../core/history/earlier.ts';
import type { Updates } from '../../core/history/updates.ts';
import { commandIds } from '../ids.ts';
import type { ReviewPanel } from '../preview/panel.ts';
import type { SentRequest } from '../preview/panelParts.ts';
import { newestUpdate, newestUpdateOf, requireAgent } from './commandAgent.ts';
import { restoreAvatarOf } from './restoreAvatar.ts';
import type { SendParts } from './sendAndShow.ts';
import { isServerInUse } from './serverInUse.ts';
import { undoUpdate } from './undoUpdate.ts';

/** Shows an agent's newest avatar; without an agent, the draft that is not sent yet, or else the newest of all, if any. */
export async function showPreview(updates: Updates, preview: ReviewPanel, agent: unknown): Promise<void> {
  if (agent === undefined && (await preview.resume())) return;
  const found = await newestUpdate(updates, agent);
  // From a row, the keyboard stays in the list, as it does when a file is looked at from the Explorer.
  if (found.ok) await preview.show(found.value, { keyboard: agent === undefined ? 'comes' : 'stays' });
  else if (agent === undefined && found.failure.kind === 'noUpdates') preview.open();
  else await showFailure(found.failure);
}

/** Does what a button of the preview says, for the very avatar that is shown there. */
export async function actOnShown(parts: SendParts, request: SentRequest, update: AvatarUpdate): Promise<void> {
  switch (request) {
    case 'copyAgentId':
      return vscode.env.clipboard.writeText(update.agentId);
    case 'copyEmbedTag':
      return vscode.env.clipboard.writeText(embedTag(readEmbedTag(), update.agentId));
    case 'copyUrl':
      if (update.avatarUrl) await vscode.env.clipboard.writeText(update.avatarUrl);
      return;
    case 'openUrl':
      if (update.avatarUrl) await openPublic(update.avatarUrl, update);
      return;
    case 'setAnother':
      if (await isServerInUse(update.origin)) await vscode.commands.executeCommand(commandIds.setAvatarForAgent, update);
      return;
    case 'restoreEarlier':
      if (await isServerInUse(update.origin)) await restoreAvatarOf(parts, update);
      return;
    case 'undo':
      return undoUpdate(parts, update);
    default: {
      const unknown: never = request;
      return unknown;
    }
  }
}

export async function copyAgentId(agent: unknown): Promise<void> {
  const parsed = requireAgent(agent);
  if (parsed.ok) await vscode.env.clipboard.writeText(parsed.value);
  else await showFailure(parsed.failure);
}

/** Copies the tag that puts the agent's widget on a page. */
export async function copyEmbedTag(agent: unknown): Promise<void> {
  const parsed = requireAgent(agent);
  if (parsed.ok) await vscode.env.clipboard.writeText(embedTag(readEmbedTag(), parsed.value));
  else await showFailure(parsed.failure);
}

export function copyAvatarUrl(updates: Updates, agent: unknown): Promise<void> {
  return withAvatarUrl(updates, agent, (url) => vscode.env.clipboard.writeText(url));
}

/** Opens what the public sees as the agent's avatar. */
export function openAvatar(updates: Updates, agent: unknown): Promise<void> {
  return withAvatarUrl(updates, agent, openPublic);
}

async function openPublic(avatarUrl: string, { origin }: AvatarUpdate): Promise<void> {
  const isOpen = await openGivenUrl(avatarUrl, origin);
  if (!isOpen) await showFailure({ kind: 'avatarUrlPrivate', host: new URL(avatarUrl).host });
}

/**
 * Takes an agent off the list, and its pictures off the disk; after asking, where earlier ones could be restored. Its
 * avatar on the server stays as it is.
 */
export async function removeFromRecent(updates: Updates, agent: unknown): Promise<void> {
  const found = await newestUpdateOf(updates, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const newest = found.value;
  const hasEarlier = (await restorableAvatars(updates, newest)).length > 0;
  if (!hasEarlier || (await mayForget(newest))) await updates.removeAgent(newest);
}

function mayForget(newest: AvatarUpdate): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove {0} from the list?', agentLabel(newest));
  const detail = vscode.l10n.t(
    'Its kept images are deleted from this machine: earlier avatars can no longer be restored. What the server shows stays as it is.',
  );
  return confirm(question, detail, remove);
}

async function withAvatarUrl(
  updates: Updates,
  agent: unknown,
  use: (url: string, update: AvatarUpdate) => Thenable<unknown>,
): Promise<void> {
  const found = await newestUpdateOf(updates, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const { avatarUrl } = found.value;
  if (avatarUrl) await use(avatarUrl, found.value);
  else await showFailure({ kind: 'noAvatarUrl' });
}

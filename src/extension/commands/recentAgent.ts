import * as vscode from 'vscode';
import { agentLabel } from '../../core/model/agent.ts';
import { embedTag } from '../../core/model/embedTag.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { confirm } from '../editor/messages.ts';
import { openGivenUrl } from '../editor/openUrl.ts';
import { readEmbedTag } from '../editor/settings.ts';
import type { History } from '../../core/history/history.ts';
import { commandIds } from '../ids.ts';
import type { PreviewPanel } from '../preview/previewPanel.ts';
import type { SentRequest } from '../preview/previewDeps.ts';
import { newestEntry, newestEntryOf, requireAgent } from './commandAgent.ts';
import { restoreAvatarOf } from './restoreAvatar.ts';
import { undoUpload, type UploadDeps } from './uploadAvatar.ts';
import { isServerInUse } from './serverInUse.ts';

/** Shows an agent's newest avatar; without an agent, the draft that is not sent yet, or else the newest of all, if any. */
export async function showPreview(history: History, preview: PreviewPanel, agent: unknown): Promise<void> {
  if (agent === undefined && (await preview.resume())) return;
  const found = await newestEntry(history, agent);
  // From a row, the keyboard stays in the list, as it does when a file is looked at from the Explorer.
  if (found.ok) await preview.show(found.value, { keyboard: agent === undefined ? 'comes' : 'stays' });
  else if (agent === undefined && found.failure.kind === 'noEntries') preview.open();
  else await showFailure(found.failure);
}

/** Does what a button of the preview says, for the very avatar that is shown there. */
export async function actOnShown(deps: UploadDeps, request: SentRequest, entry: HistoryEntry): Promise<void> {
  switch (request) {
    case 'copyAgentId':
      return vscode.env.clipboard.writeText(entry.agentId);
    case 'copyEmbedTag':
      return vscode.env.clipboard.writeText(embedTag(readEmbedTag(), entry.agentId));
    case 'copyUrl':
      if (entry.avatarUrl) await vscode.env.clipboard.writeText(entry.avatarUrl);
      return;
    case 'openUrl':
      if (entry.avatarUrl) await openPublic(entry.avatarUrl, entry);
      return;
    case 'setAnother':
      if (await isServerInUse(entry.origin)) await vscode.commands.executeCommand(commandIds.setAvatarForAgent, entry);
      return;
    case 'restoreEarlier':
      if (await isServerInUse(entry.origin)) await restoreAvatarOf(deps, entry);
      return;
    case 'undo':
      return undoUpload(deps, entry);
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

export function copyAvatarUrl(history: History, agent: unknown): Promise<void> {
  return withAvatarUrl(history, agent, (url) => vscode.env.clipboard.writeText(url));
}

/** Opens what the public sees as the agent's avatar. */
export function openAvatar(history: History, agent: unknown): Promise<void> {
  return withAvatarUrl(history, agent, openPublic);
}

async function openPublic(avatarUrl: string, { origin }: HistoryEntry): Promise<void> {
  const isOpen = await openGivenUrl(avatarUrl, origin);
  if (!isOpen) await showFailure({ kind: 'avatarUrlPrivate', host: new URL(avatarUrl).host });
}

/**
 * Takes an agent off the list, and its images off the disk. It asks first where any is kept: the newest, too, may be the last
 * copy, if another one was set elsewhere. The avatar on the server stays as it is.
 */
export async function removeFromRecent({ history, kept }: Pick<UploadDeps, 'history' | 'kept'>, agent: unknown): Promise<void> {
  const found = await newestEntryOf(history, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const newest = found.value;
  const isKept = (await kept.restorable(newest)).length > 0;
  if (!isKept || (await mayForget(newest))) await history.removeAgent(newest);
}

function mayForget(newest: HistoryEntry): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove {0} from the list?', agentLabel(newest));
  const detail = vscode.l10n.t(
    'Its kept images are deleted from this machine: earlier avatars can no longer be restored. What the server shows stays as it is.',
  );
  return confirm(question, detail, remove);
}

async function withAvatarUrl(
  history: History,
  agent: unknown,
  use: (url: string, entry: HistoryEntry) => Thenable<unknown>,
): Promise<void> {
  const found = await newestEntryOf(history, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const { avatarUrl } = found.value;
  if (avatarUrl) await use(avatarUrl, found.value);
  else await showFailure({ kind: 'noAvatarUrl' });
}

import * as vscode from 'vscode';
import { embedTag } from '../avatar/embedTag.ts';
import { type InputFailure } from '../avatar/failure.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { failed, type Result, success } from '../avatar/result.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { readBaseUrl } from '../editor/settings.ts';
import { type Updates } from '../history/updates.ts';
import { commandIds } from '../ids.ts';
import { type PreviewPanel, type SentRequest } from '../views/previewPanel.ts';
import { parseAgentArgument } from './commandArguments.ts';

/** Shows an agent's newest avatar; without an agent, the newest of all. */
export async function showPreview(updates: Updates, preview: PreviewPanel, agent: unknown): Promise<void> {
  const found = await newestUpdate(updates, agent);
  if (found.ok) await preview.show(found.value);
  else await showFailure(found.failure);
}

export async function copyAgentId(agent: unknown): Promise<void> {
  const parsed = parseAgentArgument(agent);
  if (!parsed.ok) {
    await showFailure(parsed.failure);
    return;
  }
  if (parsed.value === undefined) {
    await showFailure({ kind: 'argumentInvalid', argument: 'agentId' });
    return;
  }
  await vscode.env.clipboard.writeText(parsed.value);
}

/** Does what a button of the preview says, for the very avatar that is shown there. */
export async function actOnShown(request: SentRequest, update: AvatarUpdate): Promise<void> {
  switch (request) {
    case 'copyAgentId':
      return vscode.env.clipboard.writeText(update.agentId);
    case 'copyEmbedTag':
      return vscode.env.clipboard.writeText(embedTag(update.agentId));
    case 'copyUrl':
      if (update.avatarUrl) await vscode.env.clipboard.writeText(update.avatarUrl);
      return;
    case 'openUrl':
      if (update.avatarUrl) await vscode.env.openExternal(vscode.Uri.parse(update.avatarUrl, true));
      return;
    case 'setAnother':
      await vscode.commands.executeCommand(commandIds.setAvatarForAgent, update);
      return;
    default: {
      const unknown: never = request;
      return unknown;
    }
  }
}

export async function copyAvatarUrl(updates: Updates, agent: unknown): Promise<void> {
  const found = await newestUpdate(updates, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const { avatarUrl } = found.value;
  if (avatarUrl) await vscode.env.clipboard.writeText(avatarUrl);
  else await showFailure({ kind: 'noAvatarUrl' });
}

/** Takes an agent off the list. Its avatar on the server stays as it is. */
export async function removeFromRecent(updates: Updates, agent: unknown): Promise<void> {
  const found = await newestUpdate(updates, agent);
  if (found.ok) await updates.removeAgent(found.value.origin, found.value.agentId);
  else await showFailure(found.failure);
}

/** The newest update of an agent on the server in use; without an agent, the newest of all. */
async function newestUpdate(updates: Updates, agent: unknown): Promise<Result<AvatarUpdate, InputFailure>> {
  const parsed = parseAgentArgument(agent);
  if (!parsed.ok) return parsed;
  const baseUrl = readBaseUrl();
  if (!baseUrl.ok) return baseUrl;
  const { origin } = baseUrl.value;
  const [newest] = parsed.value ? await updates.ofAgent(origin, parsed.value) : await updates.newestOfEach(origin);
  return newest ? success(newest) : failed({ kind: 'noUpdates' });
}

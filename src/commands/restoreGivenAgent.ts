import * as vscode from 'vscode';
import { showFailure } from '../editor/failureNotice.ts';
import { askWhichAgent } from './agentQuestion.ts';
import { parseAgentArgument } from './commandArguments.ts';
import { restoreAvatar } from './sendAvatar.ts';
import { requireServer } from './serverInUse.ts';
import type { SetAvatarParts } from './setAvatar.ts';

/** From a row of the tree, or, without an agent, from the palette. */
export async function restoreGivenAgent(parts: SetAvatarParts, agent: unknown): Promise<void> {
  const given = parseAgentArgument(agent);
  if (!given.ok) {
    await showFailure(given.failure);
    return;
  }
  const server = await requireServer();
  if (!server) return;
  const { origin } = server;
  const step = { title: vscode.l10n.t('Restore Earlier Avatar'), number: 1, total: 2 };
  const answer = given.value ? { value: { origin, agentId: given.value } } : await askWhichAgent(parts, origin, step);
  if (answer && answer !== 'back') await restoreAvatar(parts, answer.value);
}

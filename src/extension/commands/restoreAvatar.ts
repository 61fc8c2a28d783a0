import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { restorableAvatars } from '../../core/history/earlier.ts';
import { askUpdate } from '../prompts/updatePrompt.ts';
import { exactTime, relativeTime } from '../tree/relativeTime.ts';
import { askWhichAgent } from './agentQuestion.ts';
import { parseAgentArgument } from './commandArguments.ts';
import { readKeptAvatar } from './keptAvatar.ts';
import type { SendParts } from './sendAndShow.ts';
import { reviewAvatar } from './sendAvatar.ts';
import { requireServer } from './serverInUse.ts';
import type { SetAvatarParts } from './setAvatar.ts';

/** From a row of the tree, or, without an agent, from the palette: then it asks for the agent first. */
export async function restoreAvatar(parts: SetAvatarParts, argument: unknown): Promise<void> {
  const given = parseAgentArgument(argument);
  if (!given.ok) {
    await showFailure(given.failure);
    return;
  }
  const server = await requireServer();
  if (!server) return;
  const { origin } = server;
  if (given.value) {
    await restoreAvatarOf(parts, { origin, agentId: given.value });
    return;
  }
  const step = { title: vscode.l10n.t('Restore Earlier Avatar'), number: 1, total: 2 };
  for (;;) {
    const agent = await askWhichAgent(parts, origin, step);
    if (!agent || agent === 'back') return;
    if ((await restoreAvatarOf(parts, agent.value, { number: 2, total: 2 })) !== 'back') return;
  }
}

/**
 * Asks which of an agent's earlier avatars it shall have again, and compares it with the one it has before the kept bytes
 * are sent.
 *
 * @param place where the question stands among those asked in a row; `back` is only an answer to a second one
 */
export async function restoreAvatarOf(
  parts: SendParts, agent: Agent, place = { number: 1, total: 1 },
): Promise<'back' | undefined> {
  const { updates } = parts;
  const current = await updates.newestOf(agent);
  const earlier = await restorableAvatars(updates, agent);
  if (!current || earlier.length === 0) {
    await showFailure({ kind: 'noEarlierAvatar' });
    return undefined;
  }
  const title = vscode.l10n.t('Restore Earlier Avatar of {0}', agentLabel(current));
  const answer = await askUpdate({ title, ...place }, earlier, updates.pictures, whenOf);
  if (!answer || answer === 'back') return answer;
  const kept = await readKeptAvatar(updates, answer.value);
  if (kept.ok) await reviewAvatar(parts, { ...kept.value, asItIs: true });
  else await showFailure(kept.failure);
  return undefined;
}

function whenOf({ at }: AvatarUpdate): { short: string; exact: string } {
  const { language } = vscode.env;
  return { short: relativeTime(at, Date.now(), language), exact: exactTime(at, language) };
}

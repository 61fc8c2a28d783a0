import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { askEntry } from '../prompts/entryPrompt.ts';
import { exactTime, relativeTime } from '../tree/relativeTime.ts';
import { askWhichAgent } from './agentQuestion.ts';
import { parseAgentArgument } from './commandArguments.ts';
import { previewAvatar, type UploadDeps } from './uploadAvatar.ts';
import { requireAccount } from './serverInUse.ts';
import type { SetAvatarDeps } from './setAvatar.ts';

/** From a row of the tree, or, without an agent, from the palette: then it asks for the agent first. */
export async function restoreAvatar(deps: SetAvatarDeps, argument: unknown): Promise<void> {
  const given = parseAgentArgument(argument);
  if (!given.ok) {
    await showFailure(given.failure);
    return;
  }
  const account = await requireAccount();
  if (!account) return;
  const { origin } = account.baseUrl;
  if (given.value) {
    await restoreAvatarOf(deps, { origin, agentId: given.value });
    return;
  }
  const step = { title: vscode.l10n.t('Restore Earlier Avatar'), number: 1, total: 2 };
  for (;;) {
    const agent = await askWhichAgent(deps, account, step);
    if (!agent || agent === 'back') return;
    if ((await restoreAvatarOf(deps, agent.value, { number: 2, total: 2 })) !== 'back') return;
  }
}

/**
 * Asks which of an agent's earlier avatars it shall have again, and compares it with the one it has before the kept bytes
 * are sent.
 *
 * @param place where the question stands among those asked in a row; `back` is only an answer to a second one
 */
export async function restoreAvatarOf(deps: UploadDeps, agent: Agent, place = { number: 1, total: 1 }): Promise<'back' | undefined> {
  const { history, kept } = deps;
  const earlier = await kept.restorable(agent);
  const current = (await history.newestOf(agent)) ?? earlier[0];
  if (!current || earlier.length === 0) {
    await showFailure({ kind: 'noEarlierAvatar' });
    return undefined;
  }
  const title = vscode.l10n.t('Restore Earlier Avatar of {0}', agentLabel(current));
  const answer = await askEntry({ title, ...place }, { entries: earlier, current, images: history.images, whenOf });
  if (!answer || answer === 'back') return answer;
  const chosen = await kept.read(answer.value);
  if (chosen.ok) await previewAvatar(deps, { ...chosen.value, asItIs: true });
  else await showFailure(chosen.failure);
  return undefined;
}

function whenOf({ at }: HistoryEntry): { short: string; exact: string } {
  const { language } = vscode.env;
  return { short: relativeTime(at, Date.now(), language), exact: exactTime(at, language) };
}

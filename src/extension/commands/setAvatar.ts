import * as vscode from 'vscode';
import type { Account } from '../../core/model/account.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { AgentId } from '../../core/model/agentId.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import type { Result } from '../../core/base/result.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { type GivenImage, isGivenImage, sourceOf } from '../editor/givenImage.ts';
import { readImage } from '../editor/imageReader.ts';
import { isOnPersonsComputer } from '../editor/personsComputer.ts';
import { askImage } from '../prompts/imagePrompt.ts';
import { type AgentQuestionDeps, askWhichAgent, underItsName } from './agentQuestion.ts';
import { parseAgentAndImage, parseAgentArgument, parseExplorerArguments } from './commandArguments.ts';
import { previewAvatar, uploadAvatar, type UploadDeps } from './uploadAvatar.ts';
import { requireAccount } from './serverInUse.ts';

/** The command's result for code that calls it. */
export interface SetAvatarResult {
  readonly agentId: string;
  readonly avatarUrl: string | undefined;
}

export type SetAvatarDeps = UploadDeps & AgentQuestionDeps;

type Given<T> = Result<T | undefined, InputFailure>;

const notGiven = { ok: true, value: undefined } as const;

/**
 * From the palette, a keybinding or other code: `(agentId?, image?)` or `({ agentId?, image? })`. Asks for what was not
 * given. With both given it sends the image as it is, at once: whoever calls it so has looked at it.
 */
export function setAvatar(deps: SetAvatarDeps, first: unknown, second: unknown): Promise<SetAvatarResult | undefined> {
  const { agent, image } = parseAgentAndImage(first, second);
  const bothGiven = valueOf(agent) !== undefined && valueOf(image) !== undefined;
  return setGivenAvatar(deps, agent, image, bothGiven);
}

/** From the Explorer's context menu: the image is given. */
export function setAvatarFromExplorer(deps: SetAvatarDeps, clicked: unknown, selected: unknown) {
  return setGivenAvatar(deps, notGiven, parseExplorerArguments(clicked, selected), false);
}

/**
 * From a row of the tree, or the preview: the agent is given; so is the image when it was dropped on the row. (What VS
 * Code's menus hand over as a second argument, the rows that are selected, is no image.)
 */
export function setAvatarForAgent(deps: SetAvatarDeps, agent: unknown, dropped: unknown) {
  const image = isGivenImage(dropped) ? dropped : undefined;
  return setGivenAvatar(deps, parseAgentArgument(agent), { ok: true, value: image }, false);
}

/** @returns what was set, or `undefined` when nothing was, or it is in the panel now to be looked at first */
async function setGivenAvatar(
  deps: SetAvatarDeps,
  givenAgent: Given<AgentId>,
  givenImage: Given<GivenImage>,
  skipPreview: boolean,
): Promise<SetAvatarResult | undefined> {
  for (const argument of [givenAgent, givenImage]) {
    if (!argument.ok) return refuse(argument.failure);
  }
  // A fault of a given image is reported before any question.
  const given = valueOf(givenImage);
  const read = given && (await readImage(given));
  if (read && !read.ok) return refuse(read.failure);
  const account = await requireAccount();
  const chosen = account && (await choose(deps, account, valueOf(givenAgent), given));
  if (!chosen) return undefined;
  if (chosen.image === 'fromComputer') {
    await deps.preview.awaitImage(chosen.agent);
    return undefined;
  }
  const image = read ?? (await readImage(chosen.image));
  if (!image.ok) return refuse(image.failure);
  const avatar = { ...chosen.agent, image: image.value, ...sourceOf(chosen.image) };
  const entry = await (skipPreview ? uploadAvatar(deps, avatar) : previewAvatar(deps, avatar));
  return entry && { agentId: entry.agentId, avatarUrl: entry.avatarUrl };
}

/** Asks which agent a draft is for instead. */
export async function chooseOtherAgent(deps: AgentQuestionDeps): Promise<Agent | undefined> {
  const account = await requireAccount();
  const agent = account && (await askWhichAgent(deps, account, { title: vscode.l10n.t('Change Agent'), number: 1, total: 1 }));
  return agent && agent !== 'back' ? agent.value : undefined;
}

/** Asks for an image for the panel, which has its own way to the person's computer. @param isAnother whether it has one already */
export async function chooseImageForPanel(isAnother: boolean): Promise<vscode.Uri | undefined> {
  const title = isAnother ? vscode.l10n.t('Choose Another Image') : vscode.l10n.t('Choose an Avatar Image');
  const image = await askImage({ title, number: 1, total: 1 }, false);
  return image && image !== 'back' && image.value !== 'fromComputer' ? image.value : undefined;
}

/** Asks for the agent, then the image, as far as they are not given; Back returns from the second to the first. */
async function choose(deps: SetAvatarDeps, account: Account, givenAgent: AgentId | undefined, givenImage: GivenImage | undefined) {
  const title = vscode.l10n.t('Set Agent Avatar');
  const total = givenAgent || givenImage ? 1 : 2;
  for (;;) {
    const agent = givenAgent
      ? { value: underItsName(deps, account.baseUrl.origin, givenAgent) }
      : await askWhichAgent(deps, account, { title, number: 1, total });
    if (!agent || agent === 'back') return undefined;
    const image = givenImage ? { value: givenImage } : await askImage({ title, number: total, total }, !isOnPersonsComputer());
    if (!image) return undefined;
    if (image !== 'back') return { agent: agent.value, image: image.value };
  }
}

function valueOf<T>(given: Given<T>): T | undefined {
  return given.ok ? given.value : undefined;
}

async function refuse(failure: InputFailure): Promise<undefined> {
  await showFailure(failure);
  return undefined;
}

import * as vscode from 'vscode';
import { AgentNames } from './avatar/agentNames.ts';
import { UploadStates } from './avatar/uploadStates.ts';
import { registerApiKeyContext } from './editor/apiKeyContext.ts';
import { ApiKeys } from './editor/apiKeys.ts';
import { registerAvatarSetContext } from './editor/avatarSetContext.ts';
import { noticeOfSetAside } from './editor/setAsideNotice.ts';
import { readHistoryLimits } from './editor/settings.ts';
import { Housekeeper } from './history/housekeeper.ts';
import { Updates } from './history/updates.ts';
import { JourneyLoader, registerActs } from './journeyLoader.ts';
import { dropTarget } from './views/dropTarget.ts';
import { RecentAgentsView } from './views/recentAgents.ts';

/**
 * Makes what a window needs before a person does anything: the list in the sidebar and the way to everything else.
 * Awaits nothing; what takes time, or code, waits for the person to ask for it (see `journey.ts`).
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Threetone Avatars', { log: true });
  const keys = new ApiKeys(context.secrets, process.env, context.globalState);
  const updates = new Updates(vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath, noticeOfSetAside(log));
  const tidying = new Housekeeper(updates, readHistoryLimits, (error) => log.error('The history could not be tidied.', error));
  const names = new AgentNames();
  const states = new UploadStates();
  const journey: JourneyLoader = new JourneyLoader(() => ({ context, keys, updates, names, states, recent, log }));
  const drop = dropTarget(async (target, data) => (await journey.get()).handleDrop(target, data));
  const recent = new RecentAgentsView({ updates, names, states }, drop);

  const contexts = [registerApiKeyContext(keys, log), registerAvatarSetContext(updates, log)];
  context.subscriptions.push(log, journey, tidying, recent, ...contexts, registerActs(journey));
}

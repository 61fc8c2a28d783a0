import * as vscode from 'vscode';
import { AgentNames } from './avatar/agentNames.ts';
import { UploadStates } from './avatar/uploadStates.ts';
import { registerCommands } from './commands/index.ts';
import { actOnShown } from './commands/recentAgent.ts';
import { offerUndoLater } from './commands/sendAvatar.ts';
import { chooseOtherAgent, chooseOtherImage } from './commands/setAvatar.ts';
import { AgentDirectory } from './editor/agentDirectory.ts';
import { registerApiKeyContext } from './editor/apiKeyContext.ts';
import { ApiKeys } from './editor/apiKeys.ts';
import { Network } from './editor/network.ts';
import { noticeOfSetAside } from './editor/setAsideNotice.ts';
import { readHistoryLimits } from './editor/settings.ts';
import { DraftStore } from './history/draft.ts';
import { Housekeeper } from './history/housekeeper.ts';
import { Updates } from './history/updates.ts';
import { KnownAvatars } from './upload/knownAvatars.ts';
import { AvatarSender } from './upload/avatarSender.ts';
import { PreviewPanel, registerPreviewPanel } from './views/previewPanel.ts';
import { AgentDrop } from './views/agentDrop.ts';
import { RecentAgentsView } from './views/recentAgents.ts';

/** Makes the parts and puts them together. Awaits nothing: whatever takes time waits for the person to ask for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Threetone Avatars', { log: true });
  const keys = new ApiKeys(context.secrets, process.env);
  const network = new Network(userAgent(context.extension), log);
  const updates = new Updates(vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath, noticeOfSetAside(log));
  const tidying = new Housekeeper(updates, readHistoryLimits, (error) => log.error('The history could not be tidied.', error));
  const names = new AgentNames();
  const states = new UploadStates();
  const directory = new AgentDirectory(keys, () => network.client(), names, log);
  const sender = new AvatarSender(keys, network, updates, names, states, log);
  const recent = new RecentAgentsView({ updates, names, states }, new AgentDrop(context.globalStorageUri, log));
  const preview: PreviewPanel = new PreviewPanel({
    extensionUri: context.extensionUri,
    updates,
    drafts: new DraftStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'draft').fsPath),
    sender,
    lookups: new KnownAvatars(keys, network, updates),
    log,
    chooseAgent: () => chooseOtherAgent({ updates, names, directory, log }),
    chooseImage: chooseOtherImage,
    act: actOnShown,
    onSent: (update) => offerUndoLater({ updates, sender, preview, log }, update),
  });

  context.subscriptions.push(
    log,
    network,
    tidying,
    sender,
    registerApiKeyContext(keys, log),
    recent,
    registerPreviewPanel(preview),
    registerCommands({ keys, updates, names, directory, sender, preview, recent, log }),
  );
}

function userAgent({ packageJSON }: vscode.Extension<unknown>): string {
  const { version } = packageJSON as { version: string };
  return `threetone-avatars/${version}`;
}

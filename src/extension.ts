import * as vscode from 'vscode';
import { registerCommands } from './commands/index.ts';
import { actOnShown } from './commands/recentAgent.ts';
import { chooseOtherAgent, chooseOtherImage } from './commands/setAvatar.ts';
import { registerApiKeyContext } from './editor/apiKeyContext.ts';
import { ApiKeys } from './editor/apiKeys.ts';
import { Network } from './editor/network.ts';
import { DraftStore } from './history/draft.ts';
import { Updates } from './history/updates.ts';
import { KnownAvatars } from './upload/knownAvatars.ts';
import { AvatarSender } from './upload/avatarSender.ts';
import { PreviewPanel, registerPreviewPanel } from './views/previewPanel.ts';
import { registerRecentAgents } from './views/recentAgents.ts';

/** Makes the parts and puts them together. Awaits nothing: whatever takes time waits for the person to ask for it. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Threetone Avatars', { log: true });
  const keys = new ApiKeys(context.secrets, process.env);
  const network = new Network(userAgent(context.extension), log);
  const updates = new Updates(vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath);
  const sender = new AvatarSender(keys, network, updates, log);
  const preview = new PreviewPanel({
    extensionUri: context.extensionUri,
    updates,
    drafts: new DraftStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'draft').fsPath),
    sender,
    lookups: new KnownAvatars(updates),
    log,
    chooseAgent: () => chooseOtherAgent({ updates, log }),
    chooseImage: chooseOtherImage,
    act: actOnShown,
  });

  context.subscriptions.push(
    log,
    network,
    registerApiKeyContext(keys, log),
    registerRecentAgents(updates),
    registerPreviewPanel(preview),
    registerCommands({ keys, updates, sender, preview, log }),
  );
}

function userAgent({ packageJSON }: vscode.Extension<unknown>): string {
  const { version } = packageJSON as { version: string };
  return `threetone-avatars/${version}`;
}

import * as vscode from 'vscode';
import { type CommandTable, commandTable } from './commands/index.ts';
import { actOnShown } from './commands/recentAgent.ts';
import type { SendParts } from './commands/sendAndShow.ts';
import { chooseImageForPanel, chooseOtherAgent } from './commands/setAvatar.ts';
import { offerUndoLater } from './commands/undoUpdate.ts';
import { AgentNames } from '../core/model/agentNames.ts';
import { UploadStates } from '../core/model/uploadStates.ts';
import { AgentDirectory } from './editor/agentDirectory.ts';
import { registerApiKeyContext } from './editor/apiKeyContext.ts';
import { ApiKeys } from './editor/apiKeys.ts';
import { registerAvatarSetContext } from './editor/avatarSetContext.ts';
import { noticeOfDrafts, noticeOfSetAside } from './editor/diskNotices.ts';
import { createLog } from './editor/log.ts';
import { Network } from './editor/network.ts';
import { withPlainErrors } from './editor/plainErrors.ts';
import { readHistoryLimits } from './editor/settings.ts';
import { DraftKeeper } from '../core/history/draftKeeper.ts';
import { DraftStore } from '../core/history/draftStore.ts';
import { Housekeeper } from '../core/history/housekeeper.ts';
import { Updates } from '../core/history/updates.ts';
import type { Services, ServicesDeps } from './servicesTypes.ts';
import { AvatarSender } from './upload/avatarSender.ts';
import { KnownAvatars } from './upload/knownAvatars.ts';
import { AgentDrop } from './tree/agentDrop.ts';
import { ReviewPanel } from './preview/panel.ts';
import { RecentAgents } from './tree/recentAgents.ts';

/**
 * The composition: everything that a person's first act, or first look at the list, sets going. A file of its own,
 * `dist/services.js`, which nothing loads before that. The network is a third one, loaded by the first call of the API.
 */
export function createServices({ context, tree }: ServicesDeps): Services {
  const log = createLog('Threetone Avatars');
  const keys = new ApiKeys(context.secrets, process.env, context.globalState);
  const updates = new Updates(vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath, noticeOfSetAside(log));
  const tidying = new Housekeeper(updates, readHistoryLimits, (error) => log.error('The history could not be tidied.', error));
  tidying.tidySoon();
  const names = new AgentNames();
  const states = new UploadStates();
  const recent = new RecentAgents(tree, { updates, names, states });
  const network = new Network(context.extension, vscode.Uri.joinPath(context.globalStorageUri, 'limits').fsPath, log);
  const directory = new AgentDirectory(keys, () => network.client(), names, log);
  const known = new KnownAvatars(keys, network, updates);
  const sender = new AvatarSender(keys, network, updates, names, states, log);
  const sending = (): SendParts => ({ updates, sender, preview, log });
  const draftFolder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'draft').fsPath;
  const drafts = new DraftKeeper(new DraftStore(draftFolder), noticeOfDrafts(log));
  const preview: ReviewPanel = new ReviewPanel({
    extensionUri: context.extensionUri,
    updates,
    drafts,
    sender,
    lookups: known,
    log,
    chooseAgent: () => chooseOtherAgent({ updates, names, directory, sender, log }),
    chooseImage: chooseImageForPanel,
    nameOf: (agent, signal) => directory.nameOf(agent, signal),
    act: (request, update) => actOnShown(sending(), request, update),
    onSentUnseen: (update) => offerUndoLater(sending(), update, false),
  });
  const drop = new AgentDrop(log);
  const contexts = vscode.Disposable.from(registerApiKeyContext(keys, log), registerAvatarSetContext(updates, log));
  const parts = vscode.Disposable.from(preview, sender, directory, network, recent, tidying, contexts, log);
  const commands = commandTable({ keys, updates, names, directory, sender, preview, recent, log });
  return {
    rows: {
      getChildren: withPlainErrors((parent) => recent.rows.getChildren(parent), log),
      getTreeItem: (row) => recent.rows.getTreeItem(row),
    },
    commands: Object.fromEntries(Object.entries(commands).map(([id, act]) => [id, withPlainErrors(act, log)])) as CommandTable,
    restorePanel: withPlainErrors((panel, state) => preview.restore(panel, state), log),
    handleDrop: withPlainErrors((target, data) => drop.handleDrop(target, data), log),
    dispose: () => void parts.dispose(),
  };
}

import * as vscode from 'vscode';
import { type CommandTable, commandTable } from './commands/index.ts';
import { actOnShown } from './commands/recentAgent.ts';
import { offerUndoLater, type UploadDeps } from './commands/uploadAvatar.ts';
import { chooseImageForPanel, chooseOtherAgent } from './commands/setAvatar.ts';
import type { Account } from '../core/model/account.ts';
import type { Agent } from '../core/model/agent.ts';
import { AgentNames } from '../core/model/agentNames.ts';
import { UploadStates } from '../core/model/uploadStates.ts';
import { AgentDirectory } from '../core/services/agentDirectory.ts';
import { Credentials } from '../core/services/credentials.ts';
import { CurrentAvatars } from '../core/services/currentAvatars.ts';
import { KeptAvatars } from '../core/services/keptAvatars.ts';
import { VisibilityChecker } from '../core/services/visibilityChecker.ts';
import { registerApiKeyContext } from './editor/apiKeyContext.ts';
import { registerAvatarSetContext } from './editor/avatarSetContext.ts';
import { noticeOfDrafts, noticeOfQuarantine } from './editor/diskNotices.ts';
import { createLog } from './editor/log.ts';
import { Network } from './editor/network.ts';
import { withPlainErrors } from './editor/plainErrors.ts';
import { readAccountOf, readHistoryLimits } from './editor/settings.ts';
import { DraftKeeper } from '../core/history/draftKeeper.ts';
import { DraftStore } from '../core/history/draftStore.ts';
import { Housekeeper } from '../core/history/housekeeper.ts';
import { History } from '../core/history/history.ts';
import type { Services, ServicesDeps } from './servicesTypes.ts';
import { InteractiveUploader } from './upload/interactiveUploader.ts';
import { AgentDrop } from './tree/agentDrop.ts';
import { PreviewPanel } from './preview/previewPanel.ts';
import { RecentAgents } from './tree/recentAgents.ts';

/**
 * The composition: everything that a person's first act, or first look at the list, sets going. A file of its own,
 * `dist/services.js`, which nothing loads before that. The network is a third one, loaded by the first call of the API.
 */
export function createServices({ context, tree }: ServicesDeps): Services {
  const log = createLog('Threetone Avatars');
  const credentials = new Credentials(context.secrets, process.env, context.globalState);
  const history = new History(vscode.Uri.joinPath(context.globalStorageUri, 'history').fsPath, noticeOfQuarantine(log));
  const tidying = new Housekeeper(history, readHistoryLimits, (error) => log.error('The history could not be tidied.', error));
  tidying.tidySoon();
  const names = new AgentNames();
  const states = new UploadStates();
  const recent = new RecentAgents(tree, { history, names, states });
  const network = new Network(context.extension, vscode.Uri.joinPath(context.globalStorageUri, 'limits').fsPath, log);
  const client = () => network.client();
  const directory = new AgentDirectory(credentials, client, names, log);
  const current = new CurrentAvatars(credentials, client, history);
  const kept = new KeptAvatars(history);
  const visibilities = new VisibilityChecker(client, log);
  visibilities.onDidChange((entry) => {
    const seen = visibilities.of(entry);
    states.see(entry, seen === 'live' || seen === 'notVisibleYet' ? seen : undefined);
  });
  const uploader = new InteractiveUploader({ credentials, client, history, names, states, visibilities, log });
  const sending = (): UploadDeps => ({ history, kept, uploader, preview, log });
  const draftFolder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'draft').fsPath;
  const drafts = new DraftKeeper(new DraftStore(draftFolder), noticeOfDrafts(log));
  const preview: PreviewPanel = new PreviewPanel({
    extensionUri: context.extensionUri,
    history,
    drafts,
    uploader,
    visibilities,
    currentAvatar: (agent, signal) => current.current(accountOf(agent), agent, signal),
    log,
    chooseAgent: () => chooseOtherAgent({ history, names, directory, uploader, log }),
    chooseImage: chooseImageForPanel,
    nameOf: async (agent, signal) => {
      const account = accountOf(agent);
      return account && directory.nameOf(account, agent, signal);
    },
    act: (request, entry) => actOnShown(sending(), request, entry),
    onSentUnseen: (entry) => offerUndoLater(sending(), entry, false),
  });
  const drop = new AgentDrop(log);
  const contexts = vscode.Disposable.from(registerApiKeyContext(credentials, log), registerAvatarSetContext(history, log));
  const disposables = vscode.Disposable.from(preview, visibilities, directory, network, recent, tidying, contexts, log);
  const commands = commandTable({ credentials, history, kept, names, directory, uploader, preview, recent, log });
  return {
    rows: {
      getChildren: withPlainErrors((parent) => recent.rows.getChildren(parent), log),
      getTreeItem: (row) => recent.rows.getTreeItem(row),
    },
    commands: Object.fromEntries(Object.entries(commands).map(([id, act]) => [id, withPlainErrors(act, log)])) as CommandTable,
    restorePanel: withPlainErrors((panel, state) => preview.restore(panel, state), log),
    handleDrop: withPlainErrors((target, data) => drop.handleDrop(target, data), log),
    dispose: () => void disposables.dispose(),
  };
}

/** The account of an agent's server; `undefined` while that is not the one in use. */
function accountOf({ origin }: Agent): Account | undefined {
  const account = readAccountOf(origin);
  return account.ok ? account.value : undefined;
}

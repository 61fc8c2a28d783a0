import * as vscode from 'vscode';
import { commandTable } from './commands/index.ts';
import { actOnShown } from './commands/recentAgent.ts';
import { offerUndoLater, type SendParts } from './commands/sendAvatar.ts';
import { chooseOtherAgent, chooseOtherImage } from './commands/setAvatar.ts';
import { AgentDirectory } from './editor/agentDirectory.ts';
import { Network } from './editor/network.ts';
import { DraftStore } from './history/draft.ts';
import type { Journey, JourneyParts } from './journeyParts.ts';
import { AvatarSender } from './upload/avatarSender.ts';
import { KnownAvatars } from './upload/knownAvatars.ts';
import { AgentDrop } from './views/agentDrop.ts';
import { ReviewPanel } from './views/panel/panel.ts';

/**
 * The second half of the composition: everything that a person's first act sets going. A file of its own,
 * `dist/journey.js`, which nothing loads before that.
 */
export function startJourney({ context, keys, updates, names, states, recent, log }: JourneyParts): Journey {
  const network = new Network(userAgent(context.extension), log);
  const directory = new AgentDirectory(keys, () => network.client(), names, log);
  const sender = new AvatarSender(keys, network, updates, names, states, log);
  const sending = (): SendParts => ({ updates, sender, preview, log });
  const preview: ReviewPanel = new ReviewPanel({
    extensionUri: context.extensionUri,
    updates,
    drafts: new DraftStore(vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'draft').fsPath),
    sender,
    lookups: new KnownAvatars(keys, network, updates),
    log,
    chooseAgent: () => chooseOtherAgent({ updates, names, directory, log }),
    chooseImage: chooseOtherImage,
    nameOf: (agentId, signal) => directory.nameOf(agentId, signal),
    act: (request, update) => actOnShown(sending(), request, update),
    onSentUnseen: (update) => offerUndoLater(sending(), update, false),
  });
  const drop = new AgentDrop(context.globalStorageUri, log);
  const parts = vscode.Disposable.from(preview, sender, network);
  return {
    commands: commandTable({ keys, updates, names, directory, sender, preview, recent, log }),
    restorePanel: (panel, state) => preview.restore(panel, state),
    handleDrop: (target, data) => drop.handleDrop(target, data),
    dispose: () => void parts.dispose(),
  };
}

function userAgent({ packageJSON }: vscode.Extension<unknown>): string {
  const { version } = packageJSON as { version: string };
  return `threetone-avatars/${version}`;
}

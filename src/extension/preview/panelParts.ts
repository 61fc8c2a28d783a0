import type * as vscode from 'vscode';
import type { Agent } from '../../core/model/agent.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import type { DraftKeeper } from '../../core/history/draftKeeper.ts';
import type { Updates } from '../../core/history/updates.ts';
import type { PlainRequest } from '../../shared/protocol.ts';
import type { ShownAvatar } from '../../core/services/currentAvatars.ts';
import type { VisibilityChecker } from '../../core/services/visibilityChecker.ts';
import type { AvatarSender } from '../upload/avatarSender.ts';

/** What the panel works with. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly updates: Updates;
  readonly drafts: DraftKeeper;
  readonly sender: AvatarSender;
  readonly visibilities: VisibilityChecker;
  readonly log: vscode.LogOutputChannel;
  readonly chooseImage: (isAnother: boolean) => Promise<vscode.Uri | undefined>;
  readonly chooseAgent: () => Promise<Agent | undefined>;
  /** What an agent shows now, as far as that can be had. */
  readonly currentAvatar: (agent: Agent, signal: AbortSignal) => Promise<ShownAvatar | undefined>;
  /** An agent's name, where it is not known yet but can be had. */
  readonly nameOf: (agent: Agent, signal: AbortSignal) => Promise<string | undefined>;
  /** Told of an avatar that was set from the panel while the panel is not there to show it. */
  readonly onSentUnseen: (update: AvatarUpdate) => void;
  /** Does what a button beside a set avatar says. */
  readonly act: (request: SentRequest, update: AvatarUpdate) => Promise<void>;
}

/** What the page offers for an avatar that was set. */
export type SentRequest = Extract<
  PlainRequest,
  'copyAgentId' | 'copyUrl' | 'copyEmbedTag' | 'openUrl' | 'setAnother' | 'undo' | 'restoreEarlier'
>;

import type * as vscode from 'vscode';
import type { Agent } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { DraftKeeper } from '../../core/history/draftKeeper.ts';
import type { History } from '../../core/history/history.ts';
import type { PlainRequest } from '../../shared/protocol.ts';
import type { ShownAvatar } from '../../core/services/currentAvatars.ts';
import type { VisibilityChecker } from '../../core/services/visibilityChecker.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';

/** The panel's dependencies. */
export interface PreviewDeps {
  readonly extensionUri: vscode.Uri;
  readonly history: History;
  readonly drafts: DraftKeeper;
  readonly uploader: InteractiveUploader;
  readonly visibilities: VisibilityChecker;
  readonly log: vscode.LogOutputChannel;
  readonly chooseImage: (isAnother: boolean) => Promise<vscode.Uri | undefined>;
  readonly chooseAgent: () => Promise<Agent | undefined>;
  /** The avatar that an agent shows now; `undefined` when it cannot be had. */
  readonly currentAvatar: (agent: Agent, signal: AbortSignal) => Promise<ShownAvatar | undefined>;
  /** An agent's name, where it is not known yet but can be had. */
  readonly nameOf: (agent: Agent, signal: AbortSignal) => Promise<string | undefined>;
  /** Told of an avatar that was set from the panel while the panel is not there to show it. */
  readonly onSentUnseen: (entry: HistoryEntry) => void;
  /** Does what a button beside a set avatar says. */
  readonly act: (request: SentRequest, entry: HistoryEntry) => Promise<void>;
}

/** The requests of the page's buttons beside an avatar that was set. */
export type SentRequest = Extract<
  PlainRequest,
  'copyAgentId' | 'copyUrl' | 'copyEmbedTag' | 'openUrl' | 'setAnother' | 'undo' | 'restoreEarlier'
>;

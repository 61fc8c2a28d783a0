import * as vscode from 'vscode';
import { type AgentId } from '../avatar/agentId.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { type Draft, type DraftStore } from '../history/draft.ts';
import { type Updates } from '../history/updates.ts';
import { previewPanelType } from '../ids.ts';
import { type PlainRequest } from '../protocol.ts';
import { type AvatarLookups } from '../upload/avatarLookups.ts';
import { type AvatarSender } from '../upload/avatarSender.ts';
import type { ReviewPanel } from './panel/panel.ts';

/** What the panel works with. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly updates: Updates;
  readonly drafts: DraftStore;
  readonly sender: AvatarSender;
  readonly lookups: AvatarLookups;
  readonly log: vscode.LogOutputChannel;
  readonly chooseImage: () => Promise<vscode.Uri | undefined>;
  readonly chooseAgent: () => Promise<ChosenAgent | undefined>;
  /** Told of each avatar that was set from the panel. */
  readonly onSent: (update: AvatarUpdate) => void;
  /** Does what a button beside a set avatar says. */
  readonly act: (request: SentRequest, update: AvatarUpdate) => Promise<void>;
}

export interface ChosenAgent {
  readonly agentId: AgentId;
  readonly agentName?: string;
}

/** What the page offers for an avatar that was set. */
export type SentRequest = Extract<PlainRequest, 'copyAgentId' | 'copyUrl' | 'copyEmbedTag' | 'openUrl' | 'setAnother'>;

/** The way to the panel. Its code is a file of its own, `dist/panel.js`, that the first use of the panel loads. */
export class PreviewPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  #panel: Promise<ReviewPanel> | undefined;

  constructor(private readonly parts: PanelParts) {}

  /** Prepares a picture for an agent, to be seen and sent from there. */
  async review(draft: Draft): Promise<void> {
    const panel = await this.#loaded();
    await panel.draft(draft);
  }

  /** Shows an avatar that was set. */
  async show(update: AvatarUpdate): Promise<void> {
    const panel = await this.#loaded();
    await panel.show(update);
  }

  /** Brings back what is not sent yet, also from before a reload. @returns whether there is such a draft */
  async resume(): Promise<boolean> {
    const panel = await this.#loaded();
    return panel.resume();
  }

  /** Called by VS Code to fill a panel that was open when the window went away. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const loaded = await this.#loaded();
    await loaded.restore(panel, state);
  }

  dispose(): void {
    void this.#panel?.then((panel) => panel.dispose());
  }

  #loaded(): Promise<ReviewPanel> {
    return (this.#panel ??= import('./panel/panel.ts').then((module) => new module.ReviewPanel(this.parts)));
  }
}

/** Registers the panel for what was open when the window was closed or reloaded. */
export function registerPreviewPanel(panel: PreviewPanel): vscode.Disposable {
  return vscode.Disposable.from(panel, vscode.window.registerWebviewPanelSerializer(previewPanelType, panel));
}

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type AvatarUpdate } from '../avatar/update.ts';
import { type Updates } from '../history/updates.ts';
import { commandIds, previewPanelType } from '../ids.ts';
import { type FromPage, type PagePreview, type ToPage } from '../protocol.ts';
import { parseFromPage, parsePageState } from './pageMessage.ts';
import { previewHtml } from './previewHtml.ts';
import { exactTime, relativeTime } from './relativeTime.ts';

/** The preview: one panel at a time, used again for whatever avatar is looked at. */
export class PreviewPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  #panel: vscode.WebviewPanel | undefined;
  #shown: AvatarUpdate | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly updates: Updates,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Shows an update, in front but without taking the keyboard from where it is. */
  show(update: AvatarUpdate): void {
    this.#shown = update;
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      void this.#render();
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus: true };
    this.#adopt(vscode.window.createWebviewPanel(previewPanelType, '', place));
  }

  /** Called by VS Code to fill a panel that was open when the window went away. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const remembered = parsePageState(state);
    const [newest] = remembered ? await this.updates.ofAgent(remembered.origin, remembered.agentId) : [];
    this.#shown = newest;
    this.#adopt(panel);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    const media = vscode.Uri.joinPath(this.extensionUri, 'media');
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [media, dist] };
    panel.iconPath = vscode.Uri.joinPath(media, 'icon.png');
    panel.title = vscode.l10n.t('Avatar Preview');
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    webview.html = previewHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(media, 'preview', 'preview.css')).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      language: vscode.env.language,
    });
  }

  /** Sends what is shown to the page. The page asks for it by `ready`, also each time it was hidden and comes back. */
  async #render(): Promise<void> {
    const panel = this.#panel;
    const shown = this.#shown;
    if (!panel) return;
    const message: ToPage = shown
      ? { type: 'show', preview: await this.#pagePreview(shown) }
      : { type: 'gone' };
    // While the bytes were read, the panel may have been closed or asked to show another avatar.
    if (this.#panel !== panel || this.#shown !== shown) return;
    panel.title = shown ? vscode.l10n.t('Avatar of {0}', shown.agentName ?? shown.agentId) : vscode.l10n.t('Avatar Preview');
    await panel.webview.postMessage(message);
  }

  async #pagePreview(update: AvatarUpdate): Promise<PagePreview> {
    const { agentId, agentName, at, avatarUrl, image, origin } = update;
    const { language } = vscode.env;
    const bytes = await this.updates.pictures.read(image);
    const label = agentName ?? agentId;
    return {
      agentId,
      agentLabel: label,
      fileName: image.fileName,
      whenSet: vscode.l10n.t('Set {0} ({1})', relativeTime(at, Date.now(), language), exactTime(at, language)),
      size: vscode.l10n.t('{0} × {1} pixels, {2} kB', image.width, image.height, Math.ceil(image.byteLength / 1000)),
      ...(avatarUrl && { avatarUrl }),
      alt: vscode.l10n.t('Avatar of {0}', label),
      ...(bytes && { picture: { bytes: new Uint8Array(bytes).buffer, mediaType: image.mediaType } }),
      state: { origin, agentId },
    };
  }

  #receive(message: unknown): void {
    const request = parseFromPage(message);
    if (!request) {
      this.log.warn('The preview sent a message that is not known.');
      return;
    }
    this.#answer(request).catch((error: unknown) => this.log.error(`The preview’s “${request.type}” failed.`, error));
  }

  async #answer({ type }: FromPage): Promise<void> {
    const shown = this.#shown;
    if (type === 'ready') return this.#render();
    if (!shown) return;
    switch (type) {
      case 'copyAgentId':
        await vscode.commands.executeCommand(commandIds.copyAgentId, shown);
        return;
      case 'copyUrl':
        await vscode.commands.executeCommand(commandIds.copyAvatarUrl, shown);
        return;
      case 'openUrl':
        if (shown.avatarUrl) await vscode.env.openExternal(vscode.Uri.parse(shown.avatarUrl, true));
        return;
      case 'setAnother':
        await vscode.commands.executeCommand(commandIds.setAvatarForAgent, shown);
        return;
    }
  }
}

/** Registers the panel for what was open when the window was closed or reloaded. */
export function registerPreviewPanel(panel: PreviewPanel): vscode.Disposable {
  return vscode.Disposable.from(panel, vscode.window.registerWebviewPanelSerializer(previewPanelType, panel));
}

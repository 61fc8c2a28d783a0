import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { plainText } from '../../core/base/plainText.ts';
import { isOnPersonsComputer } from '../editor/personsComputer.ts';
import { previewPanelType } from '../ids.ts';
import type { FromPage, ToPage } from '../../shared/protocol.ts';
import { parseIncoming } from './incoming.ts';
import { previewHtml } from './previewHtml.ts';
import { pageTexts } from './pageTexts.ts';

/** The webview's events. */
export interface PreviewWebviewEvents {
  readonly received: (message: FromPage) => void;
  readonly rejected: () => void;
  /** Shown, hidden behind another tab, or closed. */
  readonly visibilityChanged: () => void;
}

/** Whether the panel takes the keyboard when it comes to the front, or leaves it where it is. */
export type Keyboard = 'comes' | 'stays';

/** The one webview, made when it is needed and used again; messages to a page that is not there are dropped. */
export class PreviewWebview implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly events: PreviewWebviewEvents,
  ) {}

  get isVisible(): boolean {
    return this.#panel?.visible ?? false;
  }

  /** Brings the panel to the front; the page asks for its content. */
  reveal(keyboard: Keyboard): void {
    const preserveFocus = keyboard === 'stays';
    if (this.#panel) {
      this.#panel.reveal(undefined, preserveFocus);
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(previewPanelType, '', place));
  }

  /** Takes over a panel of VS Code's making. */
  adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.png');
    panel.title = vscode.l10n.t('Avatar Preview');
    webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseIncoming(message);
      if (parsed) this.events.received(parsed);
      else this.events.rejected();
    });
    panel.onDidChangeViewState(() => this.events.visibilityChanged());
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
      this.events.visibilityChanged();
    });
    webview.html = previewHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'preview.css')).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      language: vscode.env.language,
      isOnPersonsComputer: isOnPersonsComputer(),
      texts: pageTexts(),
    });
  }

  setTitle(title: string): void {
    if (this.#panel) this.#panel.title = plainText(title);
  }

  async post(message: ToPage): Promise<void> {
    await this.#panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}

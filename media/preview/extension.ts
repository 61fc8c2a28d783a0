import type { FromPage, PageState } from '../../src/shared/protocol.ts';

/** The API that VS Code gives to a webview's script, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage, transfer?: Transferable[]): void;
  setState(state: PageState | undefined): void;
};

const vscode = acquireVsCodeApi();

export function tell(message: FromPage): void {
  vscode.postMessage(message);
}

export function remember(state: PageState | undefined): void {
  vscode.setState(state);
}

import * as vscode from 'vscode';

/** Whether the files that VS Code shows are those of the person's own computer, and not of a remote one or a browser's. */
export function isOnPersonsComputer(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
}

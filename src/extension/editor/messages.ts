import * as vscode from 'vscode';
import { plainText } from '../../core/base/plainText.ts';

/**
 * The one way to VS Code's messages, progress and status bar. VS Code makes links of parts of them, which can run any
 * command, and sentences have names, paths and servers' words in them: each sentence passes `plainText` as a whole, so
 * that two harmless texts do not make a link together. ESLint keeps others from calling these functions of VS Code.
 */

/** VS Code cuts a message off there itself. Characters. */
const longestMessage = 1_000;

export function showError(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(message(sentence), ...buttons);
}

export function showWarning(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(message(sentence), ...buttons);
}

export function showInformation(sentence: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(message(sentence), ...buttons);
}

/** Asks in a modal dialog before something that cannot be undone. @param yes the button that does it */
export async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
  const options = { modal: true, detail: message(detail) };
  return (await vscode.window.showWarningMessage(message(question), options, yes)) === yes;
}

/** Says something in the status bar, for so many milliseconds or until something has ended. */
export function showStatus(sentence: string, until: number | Promise<unknown>): void {
  const text = withoutIcons(sentence);
  if (typeof until === 'number') vscode.window.setStatusBarMessage(text, until);
  else vscode.window.setStatusBarMessage(text, until);
}

/**
 * Runs a task under a notification with Cancel; the task's signal is aborted when the person presses it. `say` puts a
 * line below the title; an empty one takes it away.
 */
export function withCancellableProgress<T>(
  title: string,
  task: (signal: AbortSignal, say: (line: string) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title: withoutIcons(title), cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      return await task(controller.signal, (line) => progress.report({ message: withoutIcons(line) }));
    } finally {
      subscription.dispose();
    }
  });
}

/** For the status bar, where `$(name)` is drawn as an icon. Progress goes there too when its notification is hidden. */
function withoutIcons(sentence: string): string {
  return message(sentence).replaceAll('$(', '$ (');
}

function message(sentence: string): string {
  return plainText(sentence, longestMessage);
}

import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

/** A file of the folder that the test window has open. */
export function inWorkspace(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The test window has no folder open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Points the extension at a server; the key comes by the environment, since a hidden input cannot be filled from here. */
export async function useServer(url: string, secret: string, authentication: 'apiKey' | 'bearer' = 'apiKey'): Promise<void> {
  process.env['THREETONE_BASE_URL'] = url;
  process.env['THREETONE_API_KEY'] = secret;
  const settings = vscode.workspace.getConfiguration('threetoneAvatars');
  await settings.update('baseUrl', url, vscode.ConfigurationTarget.Global);
  await settings.update('authentication', authentication, vscode.ConfigurationTarget.Global);
}

/**
 * Does something that ends in an error notification, gives its text and closes it.
 *
 * The extension and its tests share one `vscode` object, so the sentence is read on its way to the screen; the ui tests
 * read it on the screen.
 */
export async function failureNotice<T>(act: () => Thenable<T>): Promise<{ result: T; text: string }> {
  const shown: string[] = [];
  const window = vscode.window as { showErrorMessage: (...given: unknown[]) => Thenable<unknown> };
  const original = window.showErrorMessage;
  window.showErrorMessage = (text: unknown, ...rest: unknown[]) => {
    shown.push(String(text));
    return original.call(vscode.window, text, ...rest);
  };
  try {
    const running = act();
    const ended = running.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([ended, wait(20, false)]))) {
      if (shown.length > 0) await vscode.commands.executeCommand('notifications.clearAll');
    }
    const result = await running;
    if (shown.length !== 1) throw new Error(`Expected one notification, got ${shown.length}: ${shown.join(' | ')}`);
    return { result, text: shown[0] ?? '' };
  } finally {
    window.showErrorMessage = original;
  }
}

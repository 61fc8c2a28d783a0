import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { Credentials } from '../../core/services/credentials.ts';
import { onDidChangeServer, readAccount } from './settings.ts';

/** Keeps the context key true to whether there is a key for the server in use; welcome views go by it. */
export function registerApiKeyContext(credentials: Credentials, log: vscode.LogOutputChannel): vscode.Disposable {
  const refresh = async () => {
    const account = readAccount();
    const credential = account.ok ? await credentials.get(account.value) : undefined;
    await vscode.commands.executeCommand('setContext', contextKeys.hasApiKey, credential !== undefined);
  };
  const refreshInBackground = () =>
    void refresh().catch((error: unknown) => log.error('Could not tell whether an API key is stored.', error));
  refreshInBackground();
  return vscode.Disposable.from(credentials.onDidChange(refreshInBackground), onDidChangeServer(refreshInBackground));
}

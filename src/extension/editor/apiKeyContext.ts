import * as vscode from 'vscode';
import { contextKeys } from '../ids.ts';
import type { ApiKeys } from './apiKeys.ts';
import { onDidChangeServer, readBaseUrl, readScheme } from './settings.ts';

/** Keeps the context key true to whether there is a key for the server in use; welcome views go by it. */
export function registerApiKeyContext(keys: ApiKeys, log: vscode.LogOutputChannel): vscode.Disposable {
  const refresh = async () => {
    const baseUrl = readBaseUrl();
    const credential = baseUrl.ok ? await keys.get(baseUrl.value.origin, readScheme()) : undefined;
    await vscode.commands.executeCommand('setContext', contextKeys.hasApiKey, credential !== undefined);
  };
  const refreshInBackground = () =>
    void refresh().catch((error: unknown) => log.error('Could not tell whether an API key is stored.', error));
  refreshInBackground();
  return vscode.Disposable.from(keys.onDidChange(refreshInBackground), onDidChangeServer(refreshInBackground));
}

import * as vscode from 'vscode';
import type { History } from '../../core/history/history.ts';
import { contextKeys } from '../ids.ts';
import { readAccount } from './settings.ts';

/** Sets the context key once an avatar was set from here, now or in an earlier window; the walkthrough goes by it. */
export function registerAvatarSetContext(history: History, log: vscode.LogOutputChannel): vscode.Disposable {
  const tell = () => vscode.commands.executeCommand('setContext', contextKeys.hasSetAvatar, true);
  const lookBack = async () => {
    const account = readAccount();
    if (account.ok && (await history.count(account.value.baseUrl.origin)) > 0) await tell();
  };
  lookBack().catch((error: unknown) => log.error('Could not tell whether an avatar was set before.', error));
  return vscode.Disposable.from(history.onDidAdd(() => void tell()));
}

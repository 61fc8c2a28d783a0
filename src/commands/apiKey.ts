import * as vscode from 'vscode';
import type { ApiKeys } from '../editor/apiKeys.ts';
import { readScheme } from '../editor/settings.ts';
import { askSecret } from '../prompts/secretPrompt.ts';
import { requireServer } from './serverInUse.ts';

/** Asks for a key and keeps it for the server in use. */
export async function setApiKey(keys: ApiKeys): Promise<void> {
  const server = await requireServer();
  if (!server) return;
  const { origin, host } = server;
  const scheme = readScheme();
  const credential = await askSecret(origin, scheme, await keys.insteadOfForgotten(origin, scheme));
  if (!credential) return;
  await keys.store(origin, credential);
  const said =
    scheme === 'apiKey'
      ? vscode.l10n.t('The API key for {0} is kept in your secret storage.', host)
      : vscode.l10n.t('The dashboard token for {0} is kept in your secret storage.', host);
  vscode.window.setStatusBarMessage(said, 5000);
}

/** Forgets the key or token of the server in use, after asking. */
export async function clearApiKey(keys: ApiKeys): Promise<void> {
  const server = await requireServer();
  if (!server) return;
  const { origin, host } = server;
  const { question, detail, clear } = readScheme() === 'apiKey' ? aboutKey(host) : aboutToken(host);
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, clear);
  if (answer === clear) await keys.clear(origin);
}

function aboutKey(host: string) {
  return {
    question: vscode.l10n.t('Clear the API key that is stored for {0}?', host),
    detail: vscode.l10n.t('You will be asked for a key at the next upload. The key itself stays valid: revoke it in the dashboard.'),
    clear: vscode.l10n.t('Clear API Key'),
  };
}

function aboutToken(host: string) {
  return {
    question: vscode.l10n.t('Clear the dashboard token that is stored for {0}?', host),
    detail: vscode.l10n.t('You will be asked for a token at the next upload. The token itself stays valid until it expires.'),
    clear: vscode.l10n.t('Clear Dashboard Token'),
  };
}

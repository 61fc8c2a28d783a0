import * as vscode from 'vscode';
import type { Account } from '../../core/model/account.ts';
import { type Credential, parseSecret, type Scheme } from '../../core/model/credential.ts';
import { explainSecret } from '../editor/inputExplanation.ts';
import { askText } from './step.ts';

/**
 * Asks for the key or token of a server, hidden while it is typed. `undefined` when the person thinks better of it.
 *
 * @param instead where VS Code forgot the one it had: the environment variables that can hold one instead
 */
export async function askSecret(
  { baseUrl: { host }, scheme }: Account,
  instead: readonly string[] | undefined,
): Promise<Credential | undefined> {
  const typed = await askText({
    title: scheme === 'apiKey' ? vscode.l10n.t('Set API Key') : vscode.l10n.t('Set Dashboard Token'),
    prompt: instead ? explainForgotten(host, instead) : explainUse(host, scheme),
    placeHolder: scheme === 'apiKey' ? vscode.l10n.t('Paste the API key') : vscode.l10n.t('Paste the token'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const parsed = parseSecret(value);
      // Nothing typed yet is no mistake yet; Enter on it still does not pass, see below.
      return 'problem' in parsed && parsed.problem !== 'empty' ? explainSecret(parsed.problem) : undefined;
    },
  });
  if (typed === undefined) return undefined;
  const parsed = parseSecret(typed);
  return 'secret' in parsed ? { scheme, secret: parsed.secret } : undefined;
}

function explainUse(host: string, scheme: Scheme): string {
  return scheme === 'apiKey'
    ? vscode.l10n.t('From the dashboard, under Settings → API Keys. Kept in your secret storage, sent only to {0}.', host)
    : vscode.l10n.t('The token of your dashboard session. Kept in your secret storage, sent only to {0}.', host);
}

function explainForgotten(host: string, variables: readonly string[]): string {
  const names = new Intl.ListFormat(vscode.env.language).format(variables);
  return vscode.l10n.t(
    'VS Code has no lasting secret storage here and forgot the key for {0}: paste it again, or set {1} in the environment.',
    host,
    names,
  );
}

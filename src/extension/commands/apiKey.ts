import * as vscode from 'vscode';
import type { Scheme } from '../../core/model/credential.ts';
import type { AgentDirectory } from '../../core/services/agentDirectory.ts';
import { type Credentials, keyVariable } from '../../core/services/credentials.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { confirm, showInformation, showStatus } from '../editor/messages.ts';
import { askSecret } from '../prompts/secretPrompt.ts';
import { requireAccount } from './serverInUse.ts';

export interface ApiKeyDeps {
  readonly credentials: Credentials;
  readonly directory: Pick<AgentDirectory, 'refusesKey'>;
}

/** How long the server may take to say what it thinks of a key. Milliseconds. */
const longestCheck = 10_000;

/** Asks for a key and keeps it for the server in use, which is asked at once whether it accepts it. */
export async function setApiKey(deps: ApiKeyDeps): Promise<void> {
  const account = await requireAccount();
  if (!account) return;
  const { credentials, directory } = deps;
  const { scheme, baseUrl } = account;
  const { origin, host } = baseUrl;
  const credential = await askSecret(account, await credentials.insteadOfForgotten(account));
  if (!credential) return;
  await credentials.store(origin, credential);
  const refuses = directory.refusesKey(account, AbortSignal.timeout(longestCheck));
  showStatus(vscode.l10n.t('Asking {0} whether it accepts it…', host), refuses);
  if (await refuses) {
    const action = await showFailure({ kind: 'credentialRefused', scheme, status: 401, said: {} });
    return action === 'replaceCredential' ? setApiKey(deps) : undefined;
  }
  const said =
    scheme === 'apiKey'
      ? vscode.l10n.t('The API key for {0} is kept in your secret storage.', host)
      : vscode.l10n.t('The dashboard token for {0} is kept in your secret storage.', host);
  showStatus(said, 5000);
}

/** Forgets what is stored for the server in use, key or token or both, after asking: one may be of other settings. */
export async function clearApiKey({ credentials }: ApiKeyDeps): Promise<void> {
  const account = await requireAccount();
  if (!account) return;
  const { origin, host } = account.baseUrl;
  const held = await credentials.held(origin);
  const about = aboutHeld(held, host);
  if (!about) {
    const sentence = credentials.isInEnvironment(origin) ? explainEnvironment(host) : vscode.l10n.t('Nothing is stored for {0}.', host);
    await showInformation(sentence);
    return;
  }
  if (!(await confirm(about.question, about.detail, about.clear))) return;
  await credentials.clear(origin, held);
  showStatus(vscode.l10n.t('Cleared the credentials for {0}.', host), 5000);
}

function aboutHeld(held: readonly Scheme[], host: string) {
  if (held.length > 1) return aboutBoth(host);
  if (held[0] === undefined) return undefined;
  return held[0] === 'apiKey' ? aboutKey(host) : aboutToken(host);
}

function explainEnvironment(host: string): string {
  return vscode.l10n.t(
    'Nothing is stored for {0}: what is used comes from {1} in the environment VS Code was started in.',
    host,
    keyVariable,
  );
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

function aboutBoth(host: string) {
  return {
    question: vscode.l10n.t('Clear the API key and the dashboard token that are stored for {0}?', host),
    detail: vscode.l10n.t(
      'You will be asked at the next upload. The key stays valid until you revoke it in the dashboard, the token until it expires.',
    ),
    clear: vscode.l10n.t('Clear Both'),
  };
}

import { l10n } from 'vscode';
import type { AgentIdProblem } from '../../core/model/agentId.ts';
import type { SecretProblem } from '../../core/model/credential.ts';
import type { BaseUrlProblem } from '../../core/model/failure.ts';

/** The sentences under a field, or about a setting, whose value is invalid. */

export function explainAgentId(reason: AgentIdProblem): string {
  const sentences: Record<AgentIdProblem, string> = {
    notText: l10n.t('An agent ID must be text.'),
    empty: l10n.t('Enter an agent ID.'),
    tooLong: l10n.t('This is too long for an agent ID.'),
    whiteSpace: l10n.t('An agent ID cannot contain spaces.'),
    separator: l10n.t('An agent ID cannot contain / \\ ? or #.'),
    control: l10n.t('An agent ID cannot contain invisible characters.'),
    dots: l10n.t('An agent ID cannot consist of dots only.'),
  };
  return sentences[reason];
}

export function explainSecret(problem: SecretProblem): string {
  const sentences: Record<SecretProblem, string> = {
    empty: l10n.t('Paste the key.'),
    tooLong: l10n.t('This is too long for a key.'),
    notAHeaderValue: l10n.t('This has spaces or special characters that a key cannot contain. Copy the key again.'),
  };
  return sentences[problem];
}

export function explainBaseUrl(reason: BaseUrlProblem): string {
  const sentences: Record<BaseUrlProblem, string> = {
    notAUrl: l10n.t('The base URL in the settings is not a URL.'),
    scheme: l10n.t('The base URL in the settings must begin with https:.'),
    insecure: l10n.t('The base URL in the settings must begin with https:, since http: would show your key to others.'),
    credentials: l10n.t('The base URL in the settings must not contain a user name or password.'),
    queryOrFragment: l10n.t('The base URL in the settings must not contain ? or #.'),
  };
  return sentences[reason];
}

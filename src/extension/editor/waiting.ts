import { l10n } from 'vscode';
import type { Waiting } from '../../core/api/apiClient.ts';
import { inWords } from './quantities.ts';

/** Says why an upload waits, as a line of its progress. */
export function explainWaiting(waiting: Waiting): string {
  switch (waiting.reason) {
    case 'retry':
      return l10n.t('Retrying in {0} s (attempt {1})', seconds(waiting.milliseconds), waiting.attempt);
    case 'sameAgent':
      return l10n.t('Waiting for this agent’s earlier avatar');
    case 'freePlace':
      return l10n.t('Waiting for other uploads to end');
    case 'minuteLimit':
      return l10n.t('Waiting {0} s to stay within the requests allowed per minute', seconds(waiting.milliseconds));
    case 'hourLimit':
      return l10n.t('Waiting {0} to stay within the requests allowed per hour', inWords(seconds(waiting.milliseconds)));
    case 'serverLimit':
      return l10n.t('Waiting {0} s because the server asks for it', seconds(waiting.milliseconds));
  }
}

function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

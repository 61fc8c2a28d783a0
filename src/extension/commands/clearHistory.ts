import * as vscode from 'vscode';
import { confirm, showStatus } from '../editor/messages.ts';
import type { History } from '../../core/history/history.ts';
import { requireAccount } from './serverInUse.ts';

/** Forgets all that is kept for the server in use, bytes included, after asking. */
export async function clearHistory(history: History): Promise<void> {
  const account = await requireAccount();
  if (!account) return;
  const { origin, host } = account.baseUrl;
  if ((await history.count(origin)) === 0) {
    showStatus(vscode.l10n.t('The avatar history of {0} is empty.', host), 5000);
    return;
  }
  const clear = vscode.l10n.t('Clear History');
  const question = vscode.l10n.t('Clear the avatar history of {0}?', host);
  const detail = vscode.l10n.t(
    'The list and the kept images are deleted from this machine: earlier avatars can no longer be restored. What the server shows stays as it is.',
  );
  if (await confirm(question, detail, clear)) await history.clear(origin);
}

import * as vscode from 'vscode';
import type { OnDraftProblem } from '../../core/history/draftKeeper.ts';
import type { Unreadable } from '../../core/history/entryRecord.ts';
import { showWarning } from './messages.ts';

/** Records found damaged together, by one reading of the list, are one notice. Milliseconds. */
const together = 1_000;

/** Says once, for all records found together, that some could not be read and what became of them. */
export function noticeOfQuarantine(log: vscode.LogOutputChannel): (why: Unreadable) => void {
  const found: Record<Unreadable, number> = { damaged: 0, newer: 0 };
  let pending: NodeJS.Timeout | undefined;
  const say = () => {
    pending = undefined;
    const { damaged, newer } = found;
    found.damaged = found.newer = 0;
    log.warn(`Set aside in the history: ${damaged} damaged, ${newer} of a newer version.`);
    const sentences: string[] = [];
    if (damaged > 0)
      sentences.push(vscode.l10n.t('Damaged entries of the avatar history were set aside: {0}. The others are kept.', damaged));
    if (newer > 0)
      sentences.push(
        vscode.l10n.t(
          'Entries of the avatar history from a newer version of this extension: {0}. Update the extension to see them.',
          newer,
        ),
      );
    void showWarning(sentences.join(' '));
  };
  return (why) => {
    found[why]++;
    pending ??= setTimeout(say, together);
  };
}

/** Logs what goes wrong with drafts; says it once when one cannot be kept. */
export function noticeOfDrafts(log: vscode.LogOutputChannel): OnDraftProblem {
  return (what, error, isNew) => {
    log.error(`The preview’s draft: “${what}” failed.`, error);
    if (what !== 'keep' || !isNew) return;
    void showWarning(
      vscode.l10n.t('The image in the preview could not be kept on this machine: it is gone when this window closes. Is the disk full?'),
    );
  };
}

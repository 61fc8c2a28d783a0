import * as vscode from 'vscode';
import { type Failure, isJustCancelled } from '../../core/model/failure.ts';
import { commandIds, settingIds } from '../ids.ts';
import { explain, type NextAction } from './explanation.ts';
import { showError } from './messages.ts';

/** Actions that the caller carries out itself. */
export type CallersAction = 'replaceCredential' | 'tryAgain' | 'setAnyway';

/**
 * Says in one notification what went wrong, with the one thing to do about it.
 *
 * @returns the action when it is the caller's to carry out and the person chose it
 */
export async function showFailure(failure: Failure): Promise<CallersAction | undefined> {
  if (isJustCancelled(failure)) return undefined;
  const { sentence, action } = explain(failure);
  if (!action) {
    await showError(sentence);
    return undefined;
  }
  const chosen = await showError(sentence, labels()[action]);
  return chosen === undefined ? undefined : takeAction(action);
}

/** The label of the action's button. */
export function actionLabel(action: NextAction): string {
  return labels()[action];
}

/** Carries out an action that the person has chosen; gives back what is the caller's to do. */
export async function takeAction(action: NextAction): Promise<CallersAction | undefined> {
  if (action === 'tryAgain' || action === 'setAnyway') return action;
  if (action === 'setApiKey' || action === 'setToken') return 'replaceCredential';
  await carryOut[action]();
  return undefined;
}

const carryOut: Record<Exclude<NextAction, 'setApiKey' | 'setToken' | CallersAction>, () => Thenable<unknown>> = {
  showLog: () => vscode.commands.executeCommand(commandIds.showLog),
  openBaseUrlSetting: () => openSetting(settingIds.baseUrl),
  openMaxImageSizeSetting: () => openSetting(settingIds.maxImageSizeMB),
  openProxySetting: () => openSetting('http.proxy'),
  openCertificateSetting: () => openSetting('http.proxyStrictSSL'),
};

function openSetting(id: string): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openSettings', id);
}

function labels(): Record<NextAction, string> {
  return {
    setApiKey: vscode.l10n.t('Set API Key…'),
    setToken: vscode.l10n.t('Set Dashboard Token…'),
    tryAgain: vscode.l10n.t('Try Again'),
    setAnyway: vscode.l10n.t('Set Anyway'),
    showLog: vscode.l10n.t('Show Log'),
    openBaseUrlSetting: vscode.l10n.t('Open Settings'),
    openMaxImageSizeSetting: vscode.l10n.t('Open Settings'),
    openProxySetting: vscode.l10n.t('Open Settings'),
    openCertificateSetting: vscode.l10n.t('Open Settings'),
  };
}

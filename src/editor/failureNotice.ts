import * as vscode from 'vscode';
import type { Failure } from '../avatar/failure.ts';
import { commandIds, settingIds } from '../ids.ts';
import { explain, type NextAction } from './explanation.ts';

/**
 * Says in one notification what went wrong, with the one thing to do about it.
 *
 * @returns the action when it is the caller's to carry out (`setApiKey`, `tryAgain`) and the person chose it
 */
export async function showFailure(failure: Failure): Promise<'setApiKey' | 'tryAgain' | undefined> {
  // Who cancels knows it.
  if (failure.kind === 'cancelled') return undefined;
  const { sentence, action } = explain(failure);
  if (!action) {
    await vscode.window.showErrorMessage(sentence);
    return undefined;
  }
  const chosen = await vscode.window.showErrorMessage(sentence, labels()[action]);
  if (chosen === undefined) return undefined;
  if (isCallers(action)) return action;
  await carryOut[action]();
  return undefined;
}

/** What a button that offers this action says. */
export function actionLabel(action: NextAction): string {
  return labels()[action];
}

/** Carries out an action that was offered elsewhere than in a notification; gives back what is the caller's to do. */
export async function takeAction(action: NextAction): Promise<'setApiKey' | 'tryAgain' | undefined> {
  if (isCallers(action)) return action;
  await carryOut[action]();
  return undefined;
}

function isCallers(action: NextAction): action is 'setApiKey' | 'tryAgain' {
  return action === 'setApiKey' || action === 'tryAgain';
}

const carryOut: Record<Exclude<NextAction, 'setApiKey' | 'tryAgain'>, () => Thenable<unknown>> = {
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
    tryAgain: vscode.l10n.t('Try Again'),
    showLog: vscode.l10n.t('Show Log'),
    openBaseUrlSetting: vscode.l10n.t('Open Settings'),
    openMaxImageSizeSetting: vscode.l10n.t('Open Settings'),
    openProxySetting: vscode.l10n.t('Open Settings'),
    openCertificateSetting: vscode.l10n.t('Open Settings'),
  };
}

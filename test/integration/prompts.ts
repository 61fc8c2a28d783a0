import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Waits until something holds. @throws when it does not within ten seconds */
export async function until(holds: () => boolean): Promise<void> {
  const started = Date.now();
  while (!holds()) {
    if (Date.now() - started > 10_000) throw new Error(`Waited in vain until ${holds.toString()}`);
    await wait(20);
  }
}

/**
 * Does something that asks by a quick pick, and gives that quick pick: the extension and its tests share one `vscode`
 * object. `asked` ends when the question was answered or put away, and what came of it was done.
 */
export async function interceptQuickPick<T>(
  act: () => Thenable<T>,
): Promise<{ pick: vscode.QuickPick<vscode.QuickPickItem>; asked: Promise<T> }> {
  const window = vscode.window as { createQuickPick: () => vscode.QuickPick<vscode.QuickPickItem> };
  const original = window.createQuickPick;
  let made: vscode.QuickPick<vscode.QuickPickItem> | undefined;
  window.createQuickPick = () => (made ??= original.call(vscode.window));
  try {
    const asked = Promise.resolve(act());
    await until(() => made !== undefined);
    return { pick: made!, asked };
  } finally {
    window.createQuickPick = original;
  }
}

/**
 * Answers each message of a kind with the button of that name, if it has it, while something is done.
 *
 * @param answers how many messages are answered; further ones are put away
 * @returns the texts of the messages
 */
export async function answering(
  kind: 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage',
  button: string | undefined,
  act: () => Thenable<unknown>,
  answers = Infinity,
): Promise<string[]> {
  const texts: string[] = [];
  const window = vscode.window as unknown as Record<typeof kind, (text: string, ...given: unknown[]) => Thenable<unknown>>;
  const original = window[kind];
  window[kind] = (text, ...given) => {
    texts.push(text);
    return Promise.resolve(texts.length <= answers && given.includes(button) ? button : undefined);
  };
  try {
    await act();
    return texts;
  } finally {
    window[kind] = original;
  }
}

import * as vscode from 'vscode';
import { plainText } from '../../core/base/plainText.ts';
import { plainLabel } from './plainLabel.ts';

/** A question's number in a series of questions. */
export interface Step {
  readonly title: string;
  readonly number: number;
  readonly total: number;
}

/** A person's answer: a value, "one step back", or nothing (Escape). */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

/** Makes the quick pick of a step, with its title, count and Back button. Texts may be from outside. */
export function createPick<Item extends vscode.QuickPickItem>({ title, number, total }: Step, placeholder: string): vscode.QuickPick<Item> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = plainText(title);
  setPlaceholder(pick, placeholder);
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  if (total > 1) {
    pick.step = number;
    pick.totalSteps = total;
  }
  if (number > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  return pick;
}

export function setPlaceholder(pick: vscode.QuickPick<vscode.QuickPickItem>, text: string): void {
  pick.placeholder = plainText(text);
}

/** A row as it is drawn: its texts may be from outside. */
export function plainRow<Item extends vscode.QuickPickItem>(item: Item): Item {
  const { label, description, detail } = item;
  return {
    ...item,
    label: plainLabel(label),
    ...(description !== undefined && { description: plainLabel(description) }),
    ...(detail !== undefined && { detail: plainLabel(detail) }),
  };
}

/** Asks for a text in an input box, in whose prompts VS Code makes links as it does in messages, and icons as it does in rows. */
export function askText({
  title,
  prompt,
  ...options
}: vscode.InputBoxOptions & { title: string; prompt: string }): Thenable<string | undefined> {
  return vscode.window.showInputBox({ ...options, title: plainText(title), prompt: plainLabel(prompt) });
}

/**
 * Shows a quick pick until it is answered.
 *
 * @param accept gives the value of what is selected, or `undefined` when that cannot be accepted: it stays open then
 */
export function ask<Item extends vscode.QuickPickItem, T>(
  pick: vscode.QuickPick<Item>,
  accept: (item: Item | undefined) => T | undefined,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const finish = (answer: Answer<T>) => {
      resolve(answer);
      pick.hide();
    };
    pick.onDidAccept(() => {
      const value = accept(pick.selectedItems[0]);
      if (value !== undefined) finish({ value });
    });
    pick.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) finish('back');
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

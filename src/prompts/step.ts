import * as vscode from 'vscode';

/** Where a question stands among those that are asked in a row. */
export interface Step {
  readonly title: string;
  readonly number: number;
  readonly total: number;
}

/** What a person may answer to a question: a value, "one step back", or nothing (Escape). */
export type Answer<T> = { readonly value: T } | 'back' | undefined;

/** Lays a step's title, count and Back button on a quick pick. */
export function placeInSteps(input: vscode.QuickInput, { title, number, total }: Step): void {
  input.title = title;
  if (total > 1) {
    input.step = number;
    input.totalSteps = total;
  }
  if (number > 1 && 'buttons' in input) input.buttons = [vscode.QuickInputButtons.Back];
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

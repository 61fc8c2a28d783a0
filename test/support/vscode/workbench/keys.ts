import type { Locator, Page } from 'playwright-core';
import { QuickInput } from './quickInput.ts';
import { inTime, textMatches, waitUntil } from './waiting.ts';

/** More stops than any part of the window has: who has not come by then goes round in circles. */
const mostPresses = 60;

/** The window for someone who has no mouse: nothing is reached but by keys, from where the keyboard is. */
export class Keys {
  readonly #quickInput: QuickInput;

  constructor(private readonly page: Page) {
    this.#quickInput = new QuickInput(page);
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses a key, Tab or an arrow, until something holds. */
  async pressUntil(key: string, what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; presses < mostPresses; presses++) {
      if (await holds()) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${mostPresses} times ${key} did not lead to ${what}.`);
  }

  async tabTo(control: Locator): Promise<void> {
    await this.pressUntil('Tab', String(control), () => hasKeyboard(control));
  }

  /** Runs a command of the palette by its whole title. */
  async run(title: string): Promise<void> {
    // In a window just opened the palette may be listed before the extension's commands are known: it does not follow.
    await waitUntil(`the command “${title}”`, async () => {
      await this.press('F1');
      if (await this.#quickInput.opens()) {
        await this.page.keyboard.type(title);
        if (await inTime(this.#focusedRow(title).waitFor({ timeout: 2000 }))) return true;
      }
      await this.press('Escape');
      await this.#quickInput.waitUntilClosed();
      return false;
    });
    await this.press('Enter');
  }

  /** Goes down to a row of the open question, and takes it. Rows that still come in may move what is gone down to. */
  async answerByArrows(label: string): Promise<void> {
    await this.#quickInput.row(label).waitFor();
    await this.pressUntil('ArrowDown', `the row “${label}”`, () => this.#focusedRow(label).isVisible());
    await this.press('Enter');
  }

  /** Types until a row of the open question is the one that Enter takes, and takes it. */
  async answerByTyping(typed: string, label: string): Promise<void> {
    await this.page.keyboard.type(typed);
    await this.#focusedRow(label).waitFor();
    await this.press('Enter');
  }

  /** Opens the menu of what has the keyboard, and takes one of its items. */
  async chooseFromMenu(item: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu');
    await this.press('Shift+F10');
    await menu.waitFor();
    const chosen = menu.locator('.action-item.focused', { hasText: textMatches(item) });
    await this.pressUntil('ArrowDown', `the menu’s “${item}”`, () => chosen.isVisible());
    await this.press('Enter');
    await menu.waitFor({ state: 'detached' });
  }

  #focusedRow(label: string): Locator {
    const name = this.page.locator('.label-name', { hasText: textMatches(label) });
    return this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ has: name });
  }
}

/** Waits until what is typed goes to this element. */
export async function keyboardAt(control: Locator): Promise<void> {
  await waitUntil(`the keyboard at ${String(control)}`, () => hasKeyboard(control));
}

async function hasKeyboard(control: Locator): Promise<boolean> {
  const element = await control.elementHandle({ timeout: 1_000 }).catch(() => undefined);
  return (await element?.evaluate((it) => document.hasFocus() && it === document.activeElement)) ?? false;
}

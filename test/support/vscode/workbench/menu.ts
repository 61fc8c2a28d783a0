import type { Locator, Page } from 'playwright-core';
import { inTime, waitUntil } from './waiting.ts';

/** A context menu, opened by a right click. */
export class Menu {
  constructor(private readonly page: Page) {}

  async choose(target: Locator, item: string): Promise<void> {
    await this.#open(target);
    const chosen = this.page.getByRole('menuitem', { name: item, exact: true });
    await chosen.hover();
    // A menu takes no click in the tenth of a second after it opened, and does not show when that is over.
    await waitUntil(`the menu to take “${item}”`, async () => {
      if (await chosen.isVisible()) await chosen.click();
      return !(await this.#menu.isVisible());
    });
  }

  async items(target: Locator): Promise<string[]> {
    await this.#open(target);
    const labels = await this.page.locator('.monaco-menu .action-label:not(.separator)').allTextContents();
    await this.page.keyboard.press('Escape');
    await this.#menu.waitFor({ state: 'detached' });
    return labels.map((label) => label.trim());
  }

  async #open(target: Locator): Promise<void> {
    // A row that is drawn anew under the mouse takes its menu away.
    await waitUntil('the menu of a right click', async () => {
      if (!(await this.#menu.isVisible())) await target.click({ button: 'right' });
      return inTime(this.#menu.waitFor({ timeout: 2000 }));
    });
  }

  get #menu(): Locator {
    return this.page.locator('.monaco-menu');
  }
}

import type { Locator, Page } from 'playwright-core';
import { waitUntil } from './waiting.ts';

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
    await target.click({ button: 'right' });
    await this.#menu.waitFor();
  }

  get #menu(): Locator {
    return this.page.locator('.monaco-menu');
  }
}

import { type Locator, type Page } from 'playwright-core';

/** A context menu, opened by a right click. */
export class Menu {
  constructor(private readonly page: Page) {}

  async choose(target: Locator, item: string): Promise<void> {
    await this.#open(target);
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
    await this.page.locator('.monaco-menu').waitFor({ state: 'detached' });
  }

  async items(target: Locator): Promise<string[]> {
    await this.#open(target);
    const labels = await this.page.locator('.monaco-menu .action-label:not(.separator)').allTextContents();
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-menu').waitFor({ state: 'detached' });
    return labels.map((label) => label.trim());
  }

  async #open(target: Locator): Promise<void> {
    await target.click({ button: 'right' });
    await this.page.locator('.monaco-menu').waitFor();
  }
}

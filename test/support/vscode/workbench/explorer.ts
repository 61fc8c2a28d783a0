import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';
import { inTime, textMatches, waitUntil } from './waiting.ts';

/** The Explorer's tree of files. */
export class Explorer {
  readonly #menu: Menu;

  constructor(private readonly page: Page) {
    this.#menu = new Menu(page);
  }

  async open(): Promise<void> {
    const row = this.#tree.locator('.monaco-list-row').first();
    // A key pressed while a webview is put together is nobody's.
    await waitUntil('the Explorer', async () => {
      if (!(await this.#tree.isVisible())) await this.page.keyboard.press('Control+Shift+E');
      return inTime(row.waitFor({ timeout: 2000 }));
    });
  }

  file(name: string): Locator {
    return this.#tree.locator('.monaco-list-row', { hasText: textMatches(name) });
  }

  async contextMenu(fileName: string, item: string): Promise<void> {
    await this.#menu.choose(await this.#shown(fileName), item);
  }

  async contextMenuItems(fileName: string): Promise<string[]> {
    return this.#menu.items(await this.#shown(fileName));
  }

  async #shown(fileName: string): Promise<Locator> {
    const row = this.file(fileName);
    // A file that came after the folder was read, and before VS Code watched it, is missing until a person refreshes.
    await waitUntil(`${fileName} in the Explorer`, async () => {
      if (await inTime(row.waitFor({ timeout: 2000 }))) return true;
      await this.#tree.hover();
      await this.page.getByRole('button', { name: 'Refresh Explorer' }).click();
      return false;
    });
    return row;
  }

  get #tree(): Locator {
    return this.page.locator('.explorer-folders-view');
  }
}

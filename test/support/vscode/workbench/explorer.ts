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
    await this.#menu.choose(this.file(fileName), item);
  }

  async contextMenuItems(fileName: string): Promise<string[]> {
    return this.#menu.items(this.file(fileName));
  }

  get #tree(): Locator {
    return this.page.locator('.explorer-folders-view');
  }
}

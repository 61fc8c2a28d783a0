import type { Locator, Page } from 'playwright-core';

/** A modal question. */
export class Dialog {
  constructor(private readonly page: Page) {}

  async waitFor(text: RegExp): Promise<{ message: string; detail: string }> {
    const dialog = this.page.locator('.monaco-dialog-box', { hasText: text });
    return {
      message: await dialog.locator('.dialog-message-text').innerText(),
      detail: await dialog.locator('.dialog-message-detail').innerText(),
    };
  }

  async click(button: string): Promise<void> {
    await this.#box.getByRole('button', { name: button, exact: true }).click();
    await this.#box.waitFor({ state: 'detached' });
  }

  get #box(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }
}

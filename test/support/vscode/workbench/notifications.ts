import { type Locator, type Page } from 'playwright-core';

/** The notifications in the corner of the window. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** Waits for one with this text. */
  async waitFor(text: RegExp): Promise<string> {
    return this.#toast(text).locator('.notification-list-item-message').innerText();
  }

  async all(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  async click(text: RegExp, button: string): Promise<void> {
    await this.#toast(text).getByRole('button', { name: button, exact: true }).click();
  }

  async waitUntilGone(text: RegExp): Promise<void> {
    await this.#toast(text).waitFor({ state: 'detached' });
  }

  /** Closes all that are shown. */
  async clear(): Promise<void> {
    const toasts = this.page.locator('.notifications-toasts .notification-list-item');
    for (let left = await toasts.count(); left > 0; left = await toasts.count()) {
      await toasts.first().hover();
      await toasts.first().locator('.codicon-notifications-clear').click();
    }
  }

  #toast(text: RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }
}

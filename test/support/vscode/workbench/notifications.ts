import type { Locator, Page } from 'playwright-core';
import { waitUntil } from './waiting.ts';

/** The notifications in the corner of the window. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** Waits for one with this text. */
  async waitFor(text: RegExp): Promise<string> {
    await this.#find(text);
    return this.#shown(text).locator('.notification-list-item-message').innerText();
  }

  async all(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  async click(text: RegExp, button: string): Promise<void> {
    await this.#find(text);
    await this.#shown(text).getByRole('button', { name: button, exact: true }).click();
  }

  async waitUntilGone(text: RegExp): Promise<void> {
    await waitUntil(`no notification with ${text}`, async () => (await this.#shown(text).count()) === 0);
  }

  /**
   * Of more than three notifications within 0.8 s, VS Code shows three; the others are behind the bell in the status bar,
   * where a person who misses one looks. Looking there at once would hide the corner from what comes next.
   */
  async #find(text: RegExp): Promise<void> {
    const bell = this.page.locator('[id="status.notifications"]');
    const lookBehindBell = Date.now() + 8000;
    await waitUntil(`a notification with ${text}`, async () => {
      if ((await this.#shown(text).count()) > 0) return true;
      if (Date.now() > lookBehindBell && !(await this.#center.isVisible())) await bell.click();
      return false;
    });
  }

  #shown(text: RegExp): Locator {
    const corner = this.page.locator('.notifications-toasts');
    return corner.or(this.#center).locator('.notification-list-item', { hasText: text });
  }

  get #center(): Locator {
    return this.page.locator('.notifications-center.visible');
  }
}

import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu.ts';
import { textMatches, waitUntil } from './waiting.ts';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly ariaLabel: string;
}

/** The sidebar with an extension's view container open: one tree, or its welcome text. */
export class Sidebar {
  readonly #menu: Menu;

  constructor(private readonly page: Page) {
    this.#menu = new Menu(page);
  }

  /** Opens a view container by its title in the activity bar. */
  async open(container: string): Promise<void> {
    const tab = this.tab(container);
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.#part.locator('.title-label', { hasText: container }).waitFor();
  }

  tab(container: string): Locator {
    return this.page.locator('.part.activitybar').getByRole('tab', { name: container }).first();
  }

  row(label: string): Locator {
    return this.#rows.filter({ has: this.page.locator('.label-name', { hasText: textMatches(label) }) });
  }

  async rows(): Promise<TreeRow[]> {
    return this.#rows.evaluateAll((rows) =>
      rows.map((row) => ({
        label: row.querySelector('.label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
        ariaLabel: row.getAttribute('aria-label') ?? '',
      })),
    );
  }

  /** The text of the row's hover. */
  async tooltip(label: string): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible');
    // A row that is drawn anew under a resting mouse loses its hover: a person moves the mouse and comes back.
    await waitUntil('the row’s hover', async () => {
      await this.page.mouse.move(0, 0);
      await this.row(label).hover();
      return hover.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
    const text = await hover.innerText();
    await this.page.mouse.move(0, 0);
    await hover.waitFor({ state: 'detached' });
    return text;
  }

  async rowContextMenu(label: string, item: string): Promise<void> {
    await this.#menu.choose(this.row(label), item);
  }

  /** Clicks an icon that appears on the row under the mouse. */
  async rowAction(label: string, action: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.row(label).hover();
    await this.row(label).getByRole('button', { name: action }).click();
  }

  /** The view's welcome text, once there is one that matches. */
  welcome(text: RegExp): Locator {
    return this.#part.locator('.welcome-view-content', { hasText: text });
  }

  get #part(): Locator {
    return this.page.locator('.part.sidebar');
  }

  get #rows(): Locator {
    return this.#part.locator('.customview-tree .monaco-list-row');
  }
}

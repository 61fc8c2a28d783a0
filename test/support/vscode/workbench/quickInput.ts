import type { Locator, Page } from 'playwright-core';
import { inTime, textMatches, waitUntil } from './waiting.ts';

export interface QuickPickItem {
  readonly label: string;
  readonly description: string;
}

/** The box on top of the window that asks: quick picks, input boxes, the Command Palette. */
export class QuickInput {
  readonly #box: Locator;

  constructor(private readonly page: Page) {
    this.#box = page.locator('.quick-input-widget');
  }

  /** Waits until it is open, with that title and placeholder where they are given. */
  async waitFor({ title, placeholder }: { title?: RegExp; placeholder?: RegExp } = {}): Promise<void> {
    await this.#input.waitFor({ state: 'visible' });
    if (title) await waitUntil(`a question titled ${title}`, async () => title.test(await this.title()));
    if (placeholder) {
      await waitUntil(`a question with ${placeholder}`, async () =>
        placeholder.test((await this.#input.getAttribute('placeholder')) ?? ''),
      );
    }
  }

  async waitUntilClosed(): Promise<void> {
    await this.#box.waitFor({ state: 'hidden' });
  }

  async title(): Promise<string> {
    return (await this.#box.locator('.quick-input-title').textContent()) ?? '';
  }

  /** The text in the box. */
  value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.#input.fill(text);
  }

  /**
   * Replaces the text in the box and clicks the row with exactly this label. Each step has two seconds: for a box that may
   * go away again, as when the editor gives the keyboard back to a webview (it does so 50 ms after the last question closed).
   * @returns whether it came so far
   */
  tryToPick(text: string, label: string): Promise<boolean> {
    const soon = { timeout: 2000 };
    const steps = async () => {
      await this.#input.waitFor({ state: 'visible', ...soon });
      await this.#input.fill(text, soon);
      await this.row(label).click(soon);
    };
    return inTime(steps());
  }

  /** Replaces the text in the box and presses Enter. */
  async submit(text: string): Promise<void> {
    await this.waitFor();
    await this.type(text);
    await this.#input.press('Enter');
  }

  /**
   * Waits for the row with exactly this label, and clicks it until the question is over, or another one. A click that
   * comes just when rows are drawn anew is lost, and one on a row that has just moved is not taken: a person clicks again.
   */
  async pick(label: string): Promise<void> {
    await this.waitFor();
    await this.row(label).waitFor();
    const asked = await this.#question();
    await waitUntil(`“${label}” to be taken`, async () => {
      if ((await this.#question()) !== asked) return true;
      if (!(await inTime(this.row(label).click({ timeout: 2000 })))) return false;
      const end = Date.now() + 2000;
      while (Date.now() < end) if ((await this.#question()) !== asked) return true;
      return false;
    });
  }

  /** Whether a row with exactly this label comes up within two seconds. */
  offers(label: string): Promise<boolean> {
    return inTime(this.row(label).waitFor({ timeout: 2000 }));
  }

  /** Whether it opens within two seconds. */
  opens(): Promise<boolean> {
    return inTime(this.#input.waitFor({ timeout: 2000 }));
  }

  /** Whether it closes within a second. */
  closes(): Promise<boolean> {
    return inTime(this.#box.waitFor({ state: 'hidden', timeout: 1000 }));
  }

  row(label: string): Locator {
    return this.#rows.filter({ has: this.page.locator('.label-name', { hasText: textMatches(label) }) }).first();
  }

  /** The rows that are drawn. */
  async items(): Promise<QuickPickItem[]> {
    return this.#rows.evaluateAll((rows) =>
      rows.map((row) => ({
        label: row.querySelector('.label-name')?.textContent ?? '',
        description: row.querySelector('.label-description')?.textContent ?? '',
      })),
    );
  }

  /** Waits for the message below the box. */
  async waitForMessage(text: RegExp): Promise<void> {
    await this.#box.locator('.quick-input-message', { hasText: text }).waitFor();
  }

  async clickButton(name: string): Promise<void> {
    await this.#box.getByRole('button', { name }).first().click();
  }

  async isPassword(): Promise<boolean> {
    return (await this.#input.getAttribute('type')) === 'password';
  }

  async escape(): Promise<void> {
    // The first Escape closes a hover, where the mouse rests on something that has one.
    await waitUntil('the question to close', async () => {
      if (await this.#input.isVisible()) await this.#input.press('Escape');
      return !(await this.#box.isVisible());
    });
  }

  /** What tells the question that is asked from others; `undefined` when there is none. */
  async #question(): Promise<string | undefined> {
    if (!(await this.#box.isVisible())) return undefined;
    return this.#box.evaluate((box) => {
      const input = box.querySelector('.quick-input-box input');
      return `${box.querySelector('.quick-input-title')?.textContent}\n${input?.getAttribute('placeholder')}`;
    });
  }

  get #input(): Locator {
    return this.#box.locator('.quick-input-box input');
  }

  get #rows(): Locator {
    return this.#box.locator('.quick-input-list .monaco-list-row');
  }
}

import type { Locator, Page } from 'playwright-core';
import { textMatches, waitUntil } from './waiting.ts';

/** An extension's walkthrough, open in the editor “Welcome”. Its steps go by their ids. */
export class Walkthrough {
  constructor(private readonly page: Page) {}

  /** Waits until it is there, under its title. */
  async waitFor(title: string): Promise<void> {
    await this.#details.locator('.category-title', { hasText: textMatches(title) }).waitFor();
  }

  /** Brings its tab to the front again. */
  async comeBack(): Promise<void> {
    const over = this.page.locator('.monaco-modal-editor-block');
    // Newer versions show the settings over everything else.
    await waitUntil('nothing over the walkthrough', async () => {
      if (!(await over.isVisible())) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    await this.page.locator('.tabs-container .tab', { hasText: /Welcome|Walkthrough/ }).click();
    await this.#details.waitFor();
  }

  /** Ids of the steps, in their order. */
  async steps(): Promise<string[]> {
    const ids = await this.#details
      .locator('[data-step-id]')
      .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step-id')));
    return ids.map((id) => id?.replace(/^.*#/, '') ?? '');
  }

  /** Opens a step, so that its words, its buttons and its image are seen. */
  async expand(step: string): Promise<void> {
    const shown = this.#step(step);
    await waitUntil(`the step “${step}” to open`, async () => {
      if ((await shown.getAttribute('aria-expanded')) === 'true') return true;
      await shown.locator('.step-title').click();
      return false;
    });
  }

  /** The words of a step that is open. */
  words(step: string): Promise<string> {
    return this.#step(step).locator('.step-description-container').innerText();
  }

  async press(step: string, button: string): Promise<void> {
    await this.expand(step);
    await this.#step(step)
      .locator('a.monaco-button', { hasText: textMatches(button) })
      .click();
  }

  async isDone(step: string): Promise<boolean> {
    return (await this.#details.locator(`[data-done-step-id$="#${step}"]`).getAttribute('aria-checked')) === 'true';
  }

  async waitUntilDone(step: string): Promise<void> {
    await waitUntil(`the step “${step}” to be done`, () => this.isDone(step));
  }

  /** The image with this path in it, once it is shown beside its step; a narrow window has no place for it. */
  image(path: string): Locator {
    const frame = this.page.frameLocator('.getting-started-media iframe.webview.ready').frameLocator('iframe#active-frame');
    return frame.locator('svg').filter({ has: this.page.locator(`path[d="${path}"]`) });
  }

  #step(step: string): Locator {
    return this.#details.locator(`[data-step-id$="#${step}"]`);
  }

  get #details(): Locator {
    return this.page.locator('.gettingStartedSlideDetails');
  }
}

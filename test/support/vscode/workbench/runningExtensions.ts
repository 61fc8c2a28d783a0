import type { Page } from 'playwright-core';
import { waitUntil } from './waiting.ts';

/** What the editor “Running Extensions” says of one extension's activation. */
export interface Activation {
  /** Milliseconds to load its code and to run `activate`, as VS Code counts them. */
  readonly milliseconds: number;
  /** Whether it was activated while the window started. */
  readonly startup: boolean;
}

/** The editor that `Developer: Show Running Extensions` opens. A row that is scrolled out of sight is not there: give it room. */
export class RunningExtensions {
  constructor(private readonly page: Page) {}

  /** Waits until all of these extensions were activated. Display names; the answers are in the same order. */
  async activations(names: readonly string[]): Promise<Activation[]> {
    let found: (Activation | undefined)[] = [];
    await waitUntil(`the activation of ${names.join(', ')}`, async () => {
      const rows = await this.#rows();
      found = names.map((name) => {
        const text = rows.find((row) => row.name === name)?.activation ?? '';
        const [, startup, milliseconds] = /^(Startup )?Activation: (\d+)\s*ms$/.exec(text) ?? [];
        return milliseconds === undefined ? undefined : { milliseconds: Number(milliseconds), startup: startup !== undefined };
      });
      return found.every((each) => each !== undefined);
    });
    return found.filter((each) => each !== undefined);
  }

  #rows(): Promise<{ name: string; activation: string }[]> {
    return this.page.locator('.runtime-extensions-editor .monaco-list-row').evaluateAll((rows) =>
      rows.map((row) => ({
        name: row.querySelector('.name')?.textContent ?? '',
        activation: row.querySelector('.activation-time')?.textContent ?? '',
      })),
    );
  }
}

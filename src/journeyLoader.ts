import * as vscode from 'vscode';
import { commandIds, previewPanelType } from './ids.ts';
import type { Journey, JourneyParts } from './journeyParts.ts';

/** Everything behind a first act, loaded and put together at that act and kept while the extension runs. */
export class JourneyLoader implements vscode.Disposable {
  #journey: Promise<Journey> | undefined;

  constructor(private readonly parts: JourneyParts) {}

  get(): Promise<Journey> {
    return (this.#journey ??= this.#start());
  }

  dispose(): void {
    // Who asked for one that could not be started was told so.
    this.#journey?.then((journey) => journey.dispose(), () => undefined);
    this.#journey = undefined;
  }

  async #start(): Promise<Journey> {
    try {
      const { startJourney } = await import('./journey.ts');
      return startJourney(this.parts);
    } catch (error) {
      // A disk that failed once may not fail again: the next act tries anew.
      this.#journey = undefined;
      throw error;
    }
  }
}

/** Registers every command, and the panel for what was open when the window was closed or reloaded. */
export function registerActs(journey: JourneyLoader): vscode.Disposable {
  const commands = Object.values(commandIds).map((id) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => (await journey.get()).commands[id](...given)),
  );
  const panels = vscode.window.registerWebviewPanelSerializer(previewPanelType, {
    deserializeWebviewPanel: async (panel, state) => (await journey.get()).restorePanel(panel, state),
  });
  return vscode.Disposable.from(...commands, panels);
}

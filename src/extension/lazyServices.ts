import * as vscode from 'vscode';
import { commandIds, previewPanelType } from './ids.ts';
import type { Services, ServicesDeps } from './servicesTypes.ts';

/** Everything behind a first act, loaded and put together at that act and kept while the extension runs. */
export class LazyServices implements vscode.Disposable {
  #services: Promise<Services> | undefined;

  constructor(private readonly deps: ServicesDeps) {}

  get(): Promise<Services> {
    return (this.#services ??= this.#start());
  }

  dispose(): void {
    // A failure to start was already reported to the caller.
    this.#services?.then(
      (services) => services.dispose(),
      () => undefined,
    );
    this.#services = undefined;
  }

  async #start(): Promise<Services> {
    try {
      const { createServices } = await import('./services.ts');
      return createServices(this.deps);
    } catch (error) {
      // A disk that failed once may not fail again: the next act tries anew.
      this.#services = undefined;
      throw error;
    }
  }
}

/** Registers every command, and the panel for what was open when the window was closed or reloaded. */
export function registerCommands(services: LazyServices): vscode.Disposable {
  const commands = Object.values(commandIds).map((id) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => (await services.get()).commands[id](...given)),
  );
  const panels = vscode.window.registerWebviewPanelSerializer(previewPanelType, {
    deserializeWebviewPanel: async (panel, state) => (await services.get()).restorePanel(panel, state),
  });
  return vscode.Disposable.from(...commands, panels);
}

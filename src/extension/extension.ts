import type * as vscode from 'vscode';
import { LazyServices, registerCommands } from './lazyServices.ts';
import { registerRecentTree } from './tree/recentTree.ts';

/**
 * Says what a person can do, and nothing more. Awaits nothing; all that takes time, or code, waits for the person to ask
 * for it (see `services.ts`), be it only by looking at the list.
 */
export function activate(context: vscode.ExtensionContext): void {
  const tree = registerRecentTree({
    rows: async () => (await services.get()).rows,
    handleDrop: async (target, data) => (await services.get()).handleDrop(target, data),
  });
  const services: LazyServices = new LazyServices({ context, tree });
  context.subscriptions.push(services, tree, registerCommands(services));
}

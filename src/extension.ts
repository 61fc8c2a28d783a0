import type * as vscode from 'vscode';
import { JourneyLoader, registerActs } from './journeyLoader.ts';
import { registerRecentTree } from './views/recentTree.ts';

/**
 * Says what a person can do, and nothing more. Awaits nothing; all that takes time, or code, waits for the person to ask
 * for it (see `journey.ts`), be it only by looking at the list.
 */
export function activate(context: vscode.ExtensionContext): void {
  const tree = registerRecentTree({
    rows: async () => (await journey.get()).rows,
    handleDrop: async (target, data) => (await journey.get()).handleDrop(target, data),
  });
  const journey: JourneyLoader = new JourneyLoader({ context, tree });
  context.subscriptions.push(journey, tree, registerActs(journey));
}

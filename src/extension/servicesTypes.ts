import type * as vscode from 'vscode';
import type { CommandTable } from './commands/index.ts';
import type { AgentRowsForTree, HandleDrop, RecentTree } from './tree/recentTree.ts';

/** The objects that activation makes: one of each in a window. */
export interface ServicesDeps {
  readonly context: Pick<
    vscode.ExtensionContext,
    'extension' | 'extensionUri' | 'globalState' | 'globalStorageUri' | 'secrets' | 'storageUri'
  >;
  readonly tree: RecentTree;
}

/** The entry points for a person's acts. */
export interface Services {
  readonly rows: AgentRowsForTree;
  readonly commands: CommandTable;
  readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
  readonly handleDrop: HandleDrop;
  readonly dispose: () => void;
}

import type * as vscode from 'vscode';
import type { CommandTable } from './commands/index.ts';
import type { AgentRowsForTree, HandleDrop, RecentTree } from './tree/recentTree.ts';

/** What activation made and hands over: there is one of each in a window. */
export interface ServicesDeps {
  readonly context: Pick<
    vscode.ExtensionContext,
    'extension' | 'extensionUri' | 'globalState' | 'globalStorageUri' | 'secrets' | 'storageUri'
  >;
  readonly tree: RecentTree;
}

/** What a person can set going. */
export interface Services {
  readonly rows: AgentRowsForTree;
  readonly commands: CommandTable;
  readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
  readonly handleDrop: HandleDrop;
  readonly dispose: () => void;
}

import * as vscode from 'vscode';
import { viewIds } from '../ids.ts';
import type { AgentRows } from './agentRows.ts';
import type { AgentRow } from './rowList.ts';

/** Handles a drop on a row, or beside the rows. */
export type HandleDrop = (target: AgentRow | undefined, data: vscode.DataTransfer) => Promise<void>;

/** The part of the rows that the tree uses. */
export type AgentRowsForTree = Pick<AgentRows, 'getChildren' | 'getTreeItem'>;

/** The list's place in the sidebar. */
export interface RecentTree {
  readonly view: Pick<vscode.TreeView<AgentRow>, 'visible' | 'onDidChangeVisibility'>;
  /** Redraws rows; without any, reads the list again. */
  readonly refresh: (rows?: AgentRow[]) => void;
  readonly dispose: () => void;
}

/**
 * The tree as VS Code knows it from the start. What its rows are is asked for when VS Code asks for rows: nothing of the
 * history is loaded for a list that nobody sees.
 */
export function registerRecentTree(later: { readonly rows: () => Promise<AgentRowsForTree>; readonly handleDrop: HandleDrop }): RecentTree {
  const changed = new vscode.EventEmitter<AgentRow[] | undefined>();
  const view = vscode.window.createTreeView<AgentRow>(viewIds.recent, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (parent) => (await later.rows()).getChildren(parent),
      getTreeItem: async (row) => (await later.rows()).getTreeItem(row),
    },
    dragAndDropController: {
      // A list of Uris (Explorer, editor tabs, the desktop), or files without a place (a browser's).
      dropMimeTypes: ['text/uri-list', 'files'],
      dragMimeTypes: [],
      handleDrop: later.handleDrop,
    },
  });
  const parts = vscode.Disposable.from(view, changed);
  return { view, refresh: (rows) => changed.fire(rows), dispose: () => void parts.dispose() };
}

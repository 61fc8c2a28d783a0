import type * as vscode from 'vscode';
import type { AgentRow } from './recentAgents.ts';

/** What is done with a drop on a row, or beside the rows. */
export type HandleDrop = (target: AgentRow | undefined, data: vscode.DataTransfer) => Promise<void>;

/** The tree as a place to drop an image on. */
export function dropTarget(handleDrop: HandleDrop): vscode.TreeDragAndDropController<AgentRow> {
  return {
    // A list of Uris (Explorer, editor tabs, the desktop), or files without a place (a browser's).
    dropMimeTypes: ['text/uri-list', 'files'],
    dragMimeTypes: [],
    handleDrop,
  };
}

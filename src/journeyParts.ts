import type * as vscode from 'vscode';
import type { AgentNames } from './avatar/agentNames.ts';
import type { UploadStates } from './avatar/uploadStates.ts';
import type { CommandTable } from './commands/index.ts';
import type { ApiKeys } from './editor/apiKeys.ts';
import type { Updates } from './history/updates.ts';
import type { HandleDrop } from './views/dropTarget.ts';

/** What activation made and hands over: there is one of each in a window. */
export interface JourneyParts {
  readonly context: Pick<vscode.ExtensionContext, 'extension' | 'extensionUri' | 'globalStorageUri' | 'storageUri'>;
  readonly keys: ApiKeys;
  readonly updates: Updates;
  readonly names: AgentNames;
  readonly states: UploadStates;
  readonly recent: { refresh(): void };
  readonly log: vscode.LogOutputChannel;
}

/** What a person can set going. */
export interface Journey {
  readonly commands: CommandTable;
  readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
  readonly handleDrop: HandleDrop;
  readonly dispose: () => void;
}

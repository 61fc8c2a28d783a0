import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { isOnPersonsComputer } from '../editor/personsComputer.ts';
import { parseUri } from '../editor/uri.ts';
import type { History } from '../../core/history/history.ts';
import { newestEntryOf } from './commandAgent.ts';

/** Shows where an agent's image is: the file it came from while there is one, else the copy that was kept. */
export async function revealImage(history: History, agent: unknown): Promise<void> {
  const found = await newestEntryOf(history, agent);
  if (!found.ok) {
    await showFailure(found.failure);
    return;
  }
  const image = (await sourceOf(found.value)) ?? (await keptCopy(history, found.value));
  if (image) await reveal(image);
  else await showFailure({ kind: 'imageGone', fileName: found.value.image.fileName });
}

async function sourceOf({ image: { source } }: HistoryEntry): Promise<vscode.Uri | undefined> {
  // A Uri from disk, written by us; one that is none any more counts as gone.
  const uri = source === undefined ? undefined : parseUri(source);
  return uri && ifThere(uri);
}

function keptCopy(history: History, { image }: HistoryEntry): Promise<vscode.Uri | undefined> {
  return ifThere(vscode.Uri.file(history.images.pathOf(image)));
}

async function ifThere(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return uri;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** In the Explorer, in the system's file manager, or, where there is neither, opened. */
async function reveal(image: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(image)) await vscode.commands.executeCommand('revealInExplorer', image);
  else if (image.scheme === 'file' && isOnPersonsComputer()) await vscode.commands.executeCommand('revealFileInOS', image);
  else await vscode.commands.executeCommand('vscode.open', image);
}

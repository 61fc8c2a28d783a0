import * as vscode from 'vscode';
import { imageExtensions, imageFilesGlob } from '../../core/model/mediaType.ts';
import { fileNameOf } from '../editor/imageReader.ts';
import { type Answer, ask, createPick, plainRow, setPlaceholder, type Step } from './step.ts';

/** Chosen in the preview, which alone can reach the person's own computer from a remote window. */
export type FromComputer = 'fromComputer';

interface ImageItem extends vscode.QuickPickItem {
  readonly value?: vscode.Uri | 'browse' | FromComputer;
}

/** How many of the workspace's images are offered; whoever has more filters in the file dialog. */
const mostImages = 500;

/**
 * Asks which image: one of the workspace's, found while the question is open, or any file through the file dialog.
 *
 * @param offersComputer whether `fromComputer` is a possible answer
 */
export async function askImage(step: Step, offersComputer: boolean): Promise<Answer<vscode.Uri | FromComputer>> {
  for (;;) {
    const answer = await askListedImage(step, offersComputer);
    if (answer === undefined || answer === 'back') return answer;
    if (answer.value !== 'browse') return { value: answer.value };
    const chosen = await browse();
    // Escape in the file dialog comes back to the question it was opened from.
    if (chosen) return { value: chosen };
  }
}

function askListedImage(step: Step, offersComputer: boolean): Promise<Answer<vscode.Uri | 'browse' | FromComputer>> {
  const pick = createPick<ImageItem>(step, vscode.l10n.t('Pick an image in this workspace, or browse for one'));
  const elsewhere: ImageItem[] = [
    { label: vscode.l10n.t('Browse…'), value: 'browse' },
    ...(offersComputer ? [{ label: vscode.l10n.t('From This Computer…'), value: 'fromComputer' } as const] : []),
  ];
  pick.items = elsewhere;
  pick.busy = true;
  const search = new vscode.CancellationTokenSource();
  findImages(search.token)
    .then((images) => {
      if (images.length > 0) pick.items = [...elsewhere, heading(), ...images.map(plainRow)];
    })
    // A workspace that cannot be searched still leaves the other ways.
    .catch((error: unknown) => setPlaceholder(pick, explainNoSearch(error)))
    .finally(() => (pick.busy = false));
  const answer = ask(pick, (item) => item?.value);
  return answer.finally(() => {
    search.cancel();
    search.dispose();
  });
}

function explainNoSearch(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('The workspace could not be searched for images: {0}', reason);
}

async function findImages(token: vscode.CancellationToken): Promise<ImageItem[]> {
  if (!vscode.workspace.workspaceFolders) return [];
  const found = await vscode.workspace.findFiles(imageFilesGlob, '**/node_modules/**', mostImages, token);
  return found
    .map((uri) => ({ uri, path: vscode.workspace.asRelativePath(uri) }))
    .sort((a, b) => a.path.localeCompare(b.path))
    .map(({ uri, path }) => {
      const fileName = fileNameOf(uri);
      const folder = path.slice(0, -fileName.length).replace(/\/$/, '');
      return { label: fileName, description: folder, value: uri };
    });
}

function heading(): ImageItem {
  return { label: vscode.l10n.t('in this workspace'), kind: vscode.QuickPickItemKind.Separator };
}

async function browse(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose an Avatar Image'),
    openLabel: vscode.l10n.t('Choose'),
    canSelectMany: false,
    filters: { [vscode.l10n.t('Images')]: [...imageExtensions] },
  });
  return chosen?.[0];
}

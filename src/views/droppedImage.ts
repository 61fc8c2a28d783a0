import { basename } from 'node:path';
import * as vscode from 'vscode';
import { parseUriList } from './uriList.ts';

/** One dropped image. `dispose` ends what was kept only for the drop. */
export interface DroppedImage {
  readonly uri: vscode.Uri;
  dispose(): Promise<void>;
}

/**
 * The image of a drop, of any Uri scheme.
 *
 * @param storage a folder of the extension's own, for the bytes of a file that has no Uri
 * @returns `several` when there is more than one, `undefined` when there is none
 */
export async function readDrop(data: vscode.DataTransfer, storage: vscode.Uri): Promise<DroppedImage | 'several' | undefined> {
  const list = await data.get('text/uri-list')?.asString();
  const uris = parseUriList(list ?? '');
  if (uris.length > 1) return 'several';
  if (uris[0]) return { uri: vscode.Uri.parse(uris[0], true), dispose: () => Promise.resolve() };
  const files = [...data].map(([, item]) => item.asFile()).filter((file) => file !== undefined);
  if (files.length > 1) return 'several';
  return files[0] && fromFile(files[0], storage);
}

async function fromFile(file: vscode.DataTransferFile, storage: vscode.Uri): Promise<DroppedImage> {
  if (file.uri) return { uri: file.uri, dispose: () => Promise.resolve() };
  const folder = vscode.Uri.joinPath(storage, 'dropped', crypto.randomUUID());
  const uri = vscode.Uri.joinPath(folder, basename(file.name) || 'image');
  await vscode.workspace.fs.writeFile(uri, await file.data());
  return { uri, dispose: async () => vscode.workspace.fs.delete(folder, { recursive: true }) };
}

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { InputFailure } from '../avatar/failure.ts';
import { failed, type Result, success } from '../avatar/result.ts';
import { parseUri } from '../editor/uri.ts';
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
 * @returns `undefined` when there is none
 */
export async function readDrop(data: vscode.DataTransfer, storage: vscode.Uri): Promise<Result<DroppedImage, InputFailure> | undefined> {
  const list = await data.get('text/uri-list')?.asString();
  const uris = parseUriList(list ?? '');
  const files = [...data].map(([, item]) => item.asFile()).filter((file) => file !== undefined);
  if (uris.length > 1 || (uris.length === 0 && files.length > 1)) return failed({ kind: 'severalImages' });
  if (uris[0] !== undefined) return fromText(uris[0]);
  return files[0] && success(await fromFile(files[0], storage));
}

function fromText(text: string): Result<DroppedImage, InputFailure> {
  const uri = parseUri(text);
  return uri ? success({ uri, dispose: () => Promise.resolve() }) : failed({ kind: 'argumentInvalid', argument: 'image' });
}

async function fromFile(file: vscode.DataTransferFile, storage: vscode.Uri): Promise<DroppedImage> {
  if (file.uri) return { uri: file.uri, dispose: () => Promise.resolve() };
  const folder = vscode.Uri.joinPath(storage, 'dropped', crypto.randomUUID());
  const uri = vscode.Uri.joinPath(folder, basename(file.name) || 'image');
  await vscode.workspace.fs.writeFile(uri, await file.data());
  return { uri, dispose: async () => vscode.workspace.fs.delete(folder, { recursive: true }) };
}

import { basename } from 'node:path';
import type * as vscode from 'vscode';
import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import { type GivenImage, HandedOverImage } from '../editor/givenImage.ts';
import { parseUri } from '../editor/uri.ts';
import { parseUriList } from '../../shared/uriList.ts';

/** The image of a drop, of any Uri scheme or of none. @returns `undefined` when there is none */
export async function readDrop(data: vscode.DataTransfer): Promise<Result<GivenImage, InputFailure> | undefined> {
  const list = await data.get('text/uri-list')?.asString();
  const uris = parseUriList(list ?? '');
  const files = [...data].map(([, item]) => item.asFile()).filter((file) => file !== undefined);
  if (uris.length > 1 || (uris.length === 0 && files.length > 1)) return failed({ kind: 'severalImages' });
  if (uris[0] !== undefined) return fromText(uris[0]);
  return files[0] && success(await fromFile(files[0]));
}

function fromText(text: string): Result<GivenImage, InputFailure> {
  const uri = parseUri(text);
  return uri ? success(uri) : failed({ kind: 'argumentInvalid', argument: 'image' });
}

async function fromFile(file: vscode.DataTransferFile): Promise<GivenImage> {
  return file.uri ?? new HandedOverImage(basename(file.name) || 'image', await file.data());
}

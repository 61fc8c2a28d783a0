import type * as vscode from 'vscode';
import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import { sourceOf } from '../editor/givenImage.ts';
import { readImage } from '../editor/imageReader.ts';
import { readImageLimit } from '../editor/settings.ts';
import { parseUri } from '../editor/uri.ts';
import type { Draft } from '../../core/history/draft.ts';
import { inspectImage } from '../../core/image/inspect.ts';
import { mostImageBytes } from '../../shared/protocol.ts';

/** An image that was brought to the panel, looked at by its bytes; `source` where it came from a file. */
export type NewImage = Pick<Draft, 'image' | 'source'>;

type Read = Result<NewImage, InputFailure>;

/** One that was pasted, or dropped from outside the editor. */
export async function readHandedOver(bytes: ArrayBuffer, fileName: string): Promise<Read> {
  const image = await inspectImage(new Uint8Array(bytes), fileName, readImageLimit());
  return image.ok ? success({ image: image.value }) : image;
}

/** One that the page did not hand over. */
export function tooLarge({ fileName, byteLength }: { readonly fileName: string; readonly byteLength: number }): InputFailure {
  return { kind: 'imageTooLarge', fileName, bytes: byteLength, limitBytes: Math.min(readImageLimit(), mostImageBytes) };
}

/** One that was dropped from the editor's own views. @param uris as the page gave them: one is meant, and none is one that it could not give */
export async function readDropped([text, ...others]: readonly string[]): Promise<Read> {
  if (others.length > 0) return failed({ kind: 'severalImages' });
  const uri = parseUri(text ?? '');
  return uri ? readFile(uri) : failed({ kind: 'argumentInvalid', argument: 'image' });
}

/** One that the person is asked for. @returns `undefined` when none was chosen */
export async function readChosen(choose: () => Promise<vscode.Uri | undefined>): Promise<Read | undefined> {
  const uri = await choose();
  return uri && readFile(uri);
}

async function readFile(uri: vscode.Uri): Promise<Read> {
  const image = await readImage(uri);
  return image.ok ? success({ image: image.value, ...sourceOf(uri) }) : image;
}

import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { InputFailure } from '../../core/model/failure.ts';
import type { AvatarImage } from '../../core/model/image.ts';
import { failed, type Result } from '../../core/base/result.ts';
import { inspectImage } from '../../core/image/inspect.ts';
import { type GivenImage, HandedOverImage } from './givenImage.ts';
import { readImageLimit } from './settings.ts';

/** Reads an image of any workspace, local, remote or virtual, and looks whether it may be sent. */
export async function readImage(image: GivenImage): Promise<Result<AvatarImage, InputFailure>> {
  return image instanceof HandedOverImage ? inspectImage(image.bytes, image.fileName, readImageLimit()) : readFile(image);
}

async function readFile(uri: vscode.Uri): Promise<Result<AvatarImage, InputFailure>> {
  const fileName = fileNameOf(uri);
  const limitBytes = readImageLimit();
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (type & vscode.FileType.Directory) return failed({ kind: 'notAnImage', fileName });
    // Before reading: a video of gigabytes must not come into memory to be refused.
    if (size > limitBytes) return failed({ kind: 'imageTooLarge', fileName, bytes: size, limitBytes });
    return await inspectImage(await vscode.workspace.fs.readFile(uri), fileName, limitBytes);
  } catch (error) {
    const reason = error instanceof vscode.FileSystemError ? error.code : String(error);
    return failed({ kind: 'imageUnreadable', fileName, reason });
  }
}

export function fileNameOf(uri: vscode.Uri): string {
  return posix.basename(uri.path);
}

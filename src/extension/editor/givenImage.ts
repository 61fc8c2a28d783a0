import * as vscode from 'vscode';
import { longestText } from '../../core/history/entryRecord.ts';

/** An image that has no place that could be read: a file that the system's file manager handed over. */
export class HandedOverImage {
  constructor(
    readonly fileName: string,
    readonly bytes: Uint8Array,
  ) {}
}

/** An image as it may be given. What was handed over is kept in memory alone: nothing is left of it when it was not sent. */
export type GivenImage = vscode.Uri | HandedOverImage;

export function isGivenImage(image: unknown): image is GivenImage {
  return image instanceof vscode.Uri || image instanceof HandedOverImage;
}

/** The image's place as a Uri's text, if it is one that the history can keep. */
export function sourceOf(image: GivenImage): { readonly source?: string } {
  if (image instanceof HandedOverImage) return {};
  const source = image.toString();
  return source.length <= longestText ? { source } : {};
}

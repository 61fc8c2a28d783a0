import * as vscode from 'vscode';
import type { SentImage } from '../../core/model/historyEntry.ts';
import type { ImageStore } from '../../core/history/imageStore.ts';
import { rowImage } from '../../core/history/rowImage.ts';

/**
 * The icon of a row or quick pick item that stands for an image. VS Code never reads an icon's file again: it need not,
 * since the name is the hash of the content.
 *
 * @param thumbnails of `images.thumbnails()`
 */
export function rowIcon(images: ImageStore, image: SentImage, thumbnails: ReadonlySet<string>): vscode.Uri | vscode.ThemeIcon {
  switch (rowImage(image, thumbnails)) {
    case 'thumbnail':
      return vscode.Uri.file(images.thumbnailPathOf(image));
    case 'image':
      return vscode.Uri.file(images.pathOf(image));
    case 'none':
      return new vscode.ThemeIcon('account');
  }
}

import * as vscode from 'vscode';
import type { SentImage } from '../../core/model/update.ts';
import type { Pictures } from '../../core/history/pictures.ts';
import { rowPicture } from '../../core/history/rowPicture.ts';

/**
 * The icon of a row or quick pick item that stands for a picture. VS Code never reads an icon's file again: it need not,
 * since the name is the hash of the content.
 *
 * @param thumbnails of `pictures.thumbnails()`
 */
export function rowIcon(pictures: Pictures, image: SentImage, thumbnails: ReadonlySet<string>): vscode.Uri | vscode.ThemeIcon {
  switch (rowPicture(image, thumbnails)) {
    case 'thumbnail':
      return vscode.Uri.file(pictures.thumbnailPathOf(image));
    case 'picture':
      return vscode.Uri.file(pictures.pathOf(image));
    case 'none':
      return new vscode.ThemeIcon('account');
  }
}

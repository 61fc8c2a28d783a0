import { l10n } from 'vscode';
import { escapeHtml } from '../../core/base/escapeHtml.ts';
import type { PageTexts } from '../../shared/pageTexts.ts';

/** Addresses of the page's own files, as the webview may load them, and the source its policy names. */
export interface PageFrame {
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
  readonly nonce: string;
  readonly language: string;
  /** Whether the editor's file dialog shows the person's own computer; where it does not, the page has a button for that. */
  readonly isOnPersonsComputer: boolean;
  readonly texts: PageTexts;
}

/**
 * The page before any message: its policy, its files and its words. It may show images it was handed (`blob:`) or read
 * itself (`data:`, for SVG), and start its own worker (`blob:`); it can ask no server for anything.
 */
export function previewHtml({ script, style, cspSource, nonce, language, isOnPersonsComputer, texts }: PageFrame): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src blob: data:`,
    `worker-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(l10n.t('Avatar Preview'))}</title>
  <link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body data-files="${isOnPersonsComputer ? 'here' : 'elsewhere'}" data-texts="${escapeHtml(JSON.stringify(texts))}">
  <script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

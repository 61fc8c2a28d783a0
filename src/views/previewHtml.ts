import { l10n } from 'vscode';

/** Addresses of the page's own files, as the webview may load them, and the source its policy names. */
export interface PreviewResources {
  readonly script: string;
  readonly style: string;
  readonly cspSource: string;
  readonly nonce: string;
  readonly language: string;
}

/** The page before any message: its frame and fixed words. What changes comes by message and is set as text. */
export function previewHtml({ script, style, cspSource, nonce, language }: PreviewResources): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; img-src blob:;`;
  const size = (pixels: number, label: string) => `
        <figure>
          <img class="widget size-${pixels}" alt="" data-picture>
          <figcaption>${escapeHtml(label)}</figcaption>
        </figure>`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(l10n.t('Avatar Preview'))}</title>
  <link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
  <p id="status" role="status">${escapeHtml(l10n.t('Loading the avatar…'))}</p>
  <main id="preview" hidden>
    <header>
      <h1 id="agent"></h1>
      <p id="when"></p>
    </header>
    <section aria-labelledby="as-widget">
      <h2 id="as-widget">${escapeHtml(l10n.t('As the widget shows it'))}</h2>
      <div class="sizes">${size(192, l10n.t('open, 192 px'))}${size(48, l10n.t('collapsed, 48 px'))}${size(36, l10n.t('collapsed, 36 px'))}${size(20, l10n.t('transcript, 20 px'))}
      </div>
      <p id="no-picture" hidden>${escapeHtml(l10n.t('The picture is no longer kept on this machine.'))}</p>
    </section>
    <section aria-labelledby="as-sent">
      <h2 id="as-sent">${escapeHtml(l10n.t('The image as sent'))}</h2>
      <img id="whole" alt="" data-picture>
      <p id="file"></p>
    </section>
    <section aria-labelledby="about">
      <h2 id="about">${escapeHtml(l10n.t('Agent'))}</h2>
      <dl>
        <dt>${escapeHtml(l10n.t('Agent ID'))}</dt>
        <dd><code id="agent-id"></code> <button class="secondary" data-request="copyAgentId">${escapeHtml(l10n.t('Copy Agent ID'))}</button></dd>
        <dt>${escapeHtml(l10n.t('Avatar URL'))}</dt>
        <dd id="url-given"><code id="url"></code>
          <button class="secondary" data-request="copyUrl">${escapeHtml(l10n.t('Copy Avatar URL'))}</button>
          <button class="secondary" data-request="openUrl">${escapeHtml(l10n.t('Open in Browser'))}</button></dd>
        <dd id="no-url" hidden>${escapeHtml(l10n.t('The server accepted the avatar and gave no public URL for it.'))}</dd>
      </dl>
      <button data-request="setAnother">${escapeHtml(l10n.t('Set New Avatar…'))}</button>
    </section>
  </main>
  <p id="gone" hidden>${escapeHtml(l10n.t('This agent is no longer in the list of recently updated agents.'))}</p>
  <script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** Makes a text safe inside an element and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { type FromPage, pageRequests, type PagePreview, type PageState, type ToPage } from '../../src/protocol.ts';

/** What VS Code gives to a webview's script. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  setState(state: PageState): void;
};

const vscode = acquireVsCodeApi();

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  element('status').hidden = true;
  element('preview').hidden = data.type !== 'show';
  element('gone').hidden = data.type !== 'gone';
  if (data.type === 'show') show(data.preview);
});

for (const button of document.querySelectorAll<HTMLElement>('[data-request]')) {
  button.addEventListener('click', () => {
    const type = pageRequests.find((request) => request === button.dataset['request']);
    if (type) vscode.postMessage({ type });
  });
}

vscode.postMessage({ type: 'ready' });

function show(preview: PagePreview): void {
  vscode.setState(preview.state);
  element('agent').textContent = preview.agentLabel;
  element('agent-id').textContent = preview.agentId;
  element('when').textContent = preview.whenSet;
  element('file').textContent = `${preview.fileName} · ${preview.size}`;
  element('url').textContent = preview.avatarUrl ?? '';
  element('url-given').hidden = preview.avatarUrl === undefined;
  element('no-url').hidden = preview.avatarUrl !== undefined;
  showPicture(preview);
}

let pictureUrl: string | undefined;

/** The bytes came from the extension; a `blob:` URL shows them without asking any network for anything. */
function showPicture({ picture, alt }: PagePreview): void {
  if (pictureUrl) URL.revokeObjectURL(pictureUrl);
  pictureUrl = picture && URL.createObjectURL(new Blob([picture.bytes], { type: picture.mediaType }));
  element('no-picture').hidden = picture !== undefined;
  for (const image of document.querySelectorAll<HTMLImageElement>('[data-picture]')) {
    image.hidden = picture === undefined;
    if (pictureUrl) image.src = pictureUrl;
    else image.removeAttribute('src');
  }
  // One description is enough for a screen reader: the small ones repeat the same picture.
  element('whole').setAttribute('alt', alt);
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element “${id}”.`);
  return found;
}

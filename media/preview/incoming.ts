import { mostImageBytes, mostUriLength } from '../../src/shared/protocol.ts';
import { parseUriList } from '../../src/shared/uriList.ts';
import { announce } from './announcer.ts';
import { tell } from './extension.ts';
import { texts } from './texts.ts';

/** Images that come in by paste, or are dropped anywhere on the page. */
export function takeImagesFrom(target: HTMLElement): void {
  document.addEventListener('paste', ({ clipboardData }) => takeFrom(clipboardData));
  document.addEventListener('dragover', (event) => {
    if (!mayHoldImage(event.dataTransfer)) return;
    event.preventDefault();
    if (!target.classList.contains('dropping')) announce(texts.dropHere);
    target.classList.add('dropping');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) target.classList.remove('dropping');
  });
  document.addEventListener('drop', (event) => {
    target.classList.remove('dropping');
    event.preventDefault();
    takeFrom(event.dataTransfer);
  });
}

/** From the desktop and the clipboard come bytes; from the editor's own views come addresses. */
function takeFrom(data: DataTransfer | null): void {
  const files = [...(data?.files ?? [])];
  if (files.length > 0) {
    handOver(files);
    return;
  }
  const list = uriLists.map((type) => data?.getData(type) ?? '').find((text) => text !== '') ?? '';
  if (list === '') return;
  const uris = parseUriList(list).slice(0, mostUris);
  tell({ type: 'uris', uris: uris.every(({ length }) => length <= mostUriLength) ? uris : [] });
}

/** Gives an image of the person's own computer to the extension, which may run on another one. One of them is meant. */
export function handOver([file, ...others]: readonly File[]): void {
  if (others.length > 0) tell({ type: 'severalImages' });
  else if (file && file.size > mostImageBytes) tell({ type: 'imageTooLarge', byteLength: file.size, fileName: file.name });
  else if (file) handOverBytes(file);
}

function handOverBytes(file: File): void {
  file.arrayBuffer().then(
    (bytes) => tell({ type: 'image', bytes, fileName: file.name }),
    (error: unknown) => tell({ type: 'broken', reason: String(error) }),
  );
}

/** VS Code's own list names files of every kind of workspace; the other is what any drag source may give. */
const uriLists = ['application/vnd.code.uri-list', 'text/uri-list'];

/** One is enough to take, a second to say that one is enough. */
const mostUris = 2;

function mayHoldImage(data: DataTransfer | null): boolean {
  return data !== null && data.types.some((type) => type === 'Files' || uriLists.includes(type));
}

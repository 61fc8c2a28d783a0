import add from '@vscode/codicons/src/icons/zoom-in.svg';
import arrowRight from '@vscode/codicons/src/icons/arrow-right.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import fileMedia from '@vscode/codicons/src/icons/file-media.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import linkExternal from '@vscode/codicons/src/icons/link-external.svg';
import mirror from '@vscode/codicons/src/icons/mirror.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import screenFull from '@vscode/codicons/src/icons/screen-full.svg';
import screenNormal from '@vscode/codicons/src/icons/screen-normal.svg';
import sync from '@vscode/codicons/src/icons/sync.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import remove from '@vscode/codicons/src/icons/zoom-out.svg';
import rotateRight from './icons/rotate-right.svg';

/** VS Code's own icons, as far as it has one; read at build time, so the page loads no font. */
const icons = {
  zoomIn: add,
  zoomOut: remove,
  arrowRight,
  check,
  close,
  copy,
  error,
  fill: screenFull,
  fit: screenNormal,
  flip: mirror,
  info,
  openExternal: linkExternal,
  image: fileMedia,
  reset: refresh,
  rotateLeft: rotateRight,
  rotateRight,
  sync,
  warning,
} as const;
export type IconName = keyof typeof icons;

/** An icon beside words, or in a labelled button: screen readers pass over it. */
export function icon(name: IconName): SVGElement {
  const { documentElement } = new DOMParser().parseFromString(icons[name], 'image/svg+xml');
  const svg = document.importNode(documentElement, true) as unknown as SVGElement;
  svg.setAttribute('class', `icon ${name}`);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

import { h } from './dom.ts';

const region = h('p', { id: 'status', class: 'said', role: 'status' });

/** The live region of `announce`; the page adds it once, before the first announcement. */
export const announcerElement = region;

/** Says something to a screen reader, without showing it. */
export function announce(text: string): void {
  region.textContent = text;
}

import { h } from './dom.ts';

const region = h('p', { id: 'status', class: 'said', role: 'status' });

/** Where `announce` writes; belongs into the page once, before anything is said. */
export const announcerElement = region;

/** Says something to a screen reader, without showing it. */
export function announce(text: string): void {
  region.textContent = text;
}

import type { SaxesAttributeNS } from 'saxes';

const xlink = 'http://www.w3.org/1999/xlink';

/** The attributes that say how an element is drawn, by their names without prefix. Of two `href`, the plain one counts. */
export function drawnAttributes(all: readonly SaxesAttributeNS[]): Map<string, string> {
  const drawn = new Map<string, string>();
  for (const { uri, local, value } of all) {
    if (uri === '' || (uri === xlink && !drawn.has(local))) drawn.set(local, value);
  }
  return drawn;
}

import { isLoopback } from './loopback.ts';

/** Longer than any address a browser opens; the rest is not a URL of an image. */
const longestUrl = 2048;

/**
 * A URL that may be shown, copied and opened: `https:`, or `http:` on this machine, without credentials.
 *
 * @returns the normalised URL, or `undefined` for everything else (`javascript:`, `data:`, `file:`, not a URL).
 */
export function parsePublicUrl(text: string): string | undefined {
  if (text.length > longestUrl || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Letters that are written as %XX take three to nine characters each: what is kept must be read back by the same rule.
  if (url.href.length > longestUrl) return undefined;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return allowed && !url.username && !url.password ? url.href : undefined;
}

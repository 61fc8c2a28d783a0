/** Both the tree and the panel's page read drops by this; it imports nothing. */

/** The Uris in a `text/uri-list`, each once; its lines end in CR LF and its comments begin with `#` (RFC 2483). */
export function parseUriList(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => /^[a-z][a-z0-9+.-]*:/i.test(line)))];
}

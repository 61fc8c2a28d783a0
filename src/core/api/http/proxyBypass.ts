/**
 * Whether a list of hosts that need no proxy names this one, read as the editor reads `http.noProxy` and `NO_PROXY`: each
 * entry is a domain with all below it, with or without a leading dot or `*.`, and possibly a port; `*` is everything.
 */
export function bypasses(url: URL, list: readonly string[]): boolean {
  const host = `.${url.hostname.toLowerCase()}`;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.some((written) => {
    const entry = written.trim().toLowerCase();
    if (entry === '*') return true;
    const [, name = '', onPort] = /^\*?\.?(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
    return name !== '' && host.endsWith(`.${name}`) && (onPort === undefined || onPort === port);
  });
}

import { isLoopback } from '../../model/loopback.ts';
import type { ProxySettings } from '../networkSettings.ts';

/** How a request gets to its server. */
export type Route = DirectRoute | ProxyRoute | EditorRoute;

export interface DirectRoute {
  readonly kind: 'direct';
}

export interface ProxyRoute {
  readonly kind: 'proxy';
  /** The proxy's address, without credentials. */
  readonly proxy: { readonly origin: string; readonly host: string };
  /** The value of the `Proxy-Authorization` header: a secret. */
  readonly authorization: string | undefined;
}

/** By the editor's own `fetch`, which knows PAC files, the system's proxies and SOCKS. */
export interface EditorRoute {
  readonly kind: 'editor';
}

/**
 * Chooses as the editor does: this machine is never behind a proxy; `http.noProxy` wins over `NO_PROXY`, and `http.proxy`
 * over `HTTPS_PROXY` and `HTTP_PROXY`. What is written there and is no URL of an HTTP proxy is left to the editor.
 */
export function chooseRoute(url: URL, settings: ProxySettings): Route {
  if (settings.support === 'off' || isLoopback(url)) return { kind: 'direct' };
  const bypass = settings.bypass.length > 0 ? settings.bypass : (settings.environment.bypass ?? '').split(',');
  if (bypasses(url, bypass)) return { kind: 'direct' };
  const written = settings.url?.trim() || settings.environment.proxy?.trim();
  if (!written) return { kind: 'direct' };
  // Environment variables often leave the scheme out.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(address)) return { kind: 'editor' };
  const proxy = new URL(address);
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') return { kind: 'editor' };
  const authorization = settings.authorization ?? basicCredentials(proxy);
  return { kind: 'proxy', proxy: { origin: proxy.origin, host: proxy.host }, authorization };
}

function basicCredentials({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** A password with a bare `%` in it is meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

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

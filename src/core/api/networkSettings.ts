/**
 * The settings that decide how requests travel, as plain data: read from the editor's settings and the environment by
 * `editor/networkSettings.ts`, so that nothing in here asks the editor.
 */
export interface NetworkSettings {
  readonly proxy: ProxySettings;
  /** Whether certificates must be verified (`http.proxyStrictSSL`, which the editor applies to all its own requests). */
  readonly verifyCertificates: boolean;
  readonly limits: RequestLimits;
  /** Longest time one call may take, with all its tries and the waits between them. Milliseconds. */
  readonly callTimeout: number;
  /**
   * With nothing of a request leaving for this long, a connection counts as dead. Milliseconds. How long the server takes to
   * answer is no sign of that: `callTimeout` alone ends it.
   */
  readonly idleTimeout: number;
}

/** The editor's proxy settings and the environment's, each as the person wrote it. */
export interface ProxySettings {
  /** `http.proxySupport`; `off` means that no proxy is used, not even the environment's. */
  readonly support: 'off' | 'on' | 'fallback' | 'override';
  /** `http.proxy`; may hold a user name and password, so it is never logged. */
  readonly url: string | undefined;
  /** `http.proxyAuthorization`: the value of a `Proxy-Authorization` header, a secret. */
  readonly authorization: string | undefined;
  /** `http.noProxy`; when it names anything, the environment's is not looked at (as in the editor). */
  readonly bypass: readonly string[];
  readonly environment: { readonly proxy: string | undefined; readonly bypass: string | undefined };
}

/** Limits for one key at one server; `Infinity` lifts a limit. */
export interface RequestLimits {
  /** At once, in this window. */
  readonly concurrent: number;
  /** From all windows of the machine. */
  readonly perMinute: number;
  readonly perHour: number;
}

export const defaultNetworkSettings: NetworkSettings = {
  proxy: {
    support: 'off',
    url: undefined,
    authorization: undefined,
    bypass: [],
    environment: { proxy: undefined, bypass: undefined },
  },
  verifyCertificates: true,
  limits: { concurrent: 4, perMinute: 100, perHour: 1000 },
  callTimeout: 120_000,
  idleTimeout: 30_000,
};

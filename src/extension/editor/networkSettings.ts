import type * as vscode from 'vscode';
import { defaultNetworkSettings, type NetworkSettings, type ProxySettings } from '../../core/api/networkSettings.ts';
import { settingIds, type SettingId } from '../ids.ts';

/** Sources of the network settings. */
export interface SettingSources {
  /** The editor's section `http`. */
  readonly http: Pick<vscode.WorkspaceConfiguration, 'get' | 'inspect'>;
  /**
   * Whether this runs on the person's own machine while the window shows a remote one. The remote machine's settings are
   * merged into what `get` gives then, and must not decide how the person's key travels.
   */
  readonly isLocalSideOfRemote: boolean;
  /** Reads one of our own settings. */
  readonly own: (setting: SettingId) => unknown;
  readonly environment: NodeJS.ProcessEnv;
  /** Told which of the editor's settings has no local value that can be told from a remote one. */
  readonly onNoLocalValue: (key: string) => void;
}

/** How requests travel, as the editor's settings, our own and the environment say at this moment. */
export function readNetworkSettings(sources: SettingSources): NetworkSettings {
  const { own, environment } = sources;
  const { limits, callTimeout, idleTimeout } = defaultNetworkSettings;
  const http = (key: string) => httpValue(sources, key);
  return {
    proxy: {
      support: proxySupport(http('proxySupport')),
      url: text(http('proxy')),
      authorization: text(http('proxyAuthorization')),
      bypass: texts(http('noProxy')),
      environment: {
        // The editor's order, in which the variable for https is for everything.
        proxy: firstOf(environment, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']),
        bypass: firstOf(environment, ['no_proxy', 'NO_PROXY']),
      },
    },
    verifyCertificates: http('proxyStrictSSL') !== false,
    limits: {
      concurrent: limit(own(settingIds.maxConcurrentUploads), limits.concurrent),
      perMinute: limit(own(settingIds.maxRequestsPerMinute), limits.perMinute),
      perHour: limit(own(settingIds.maxRequestsPerHour), limits.perHour),
    },
    callTimeout: milliseconds(own(settingIds.requestTimeoutSeconds)) ?? callTimeout,
    idleTimeout,
  };
}

/**
 * One of the editor's proxy settings, read as the editor's own proxy resolver reads it: on the local side the local user's
 * value, else the default; where this runs remotely, or there is no remote, the merged one. A workspace cannot set any of
 * them, and a policy counts as a default.
 */
function httpValue({ http, isLocalSideOfRemote, onNoLocalValue }: SettingSources, key: string): unknown {
  if (!isLocalSideOfRemote) return http.get(key);
  // The typings leave `globalLocalValue` out, which VS Code's own resolver uses; so it is looked for, not relied on.
  const inspected: unknown = http.inspect(key);
  if (typeof inspected !== 'object' || inspected === null) return undefined;
  const { globalLocalValue, defaultValue } = inspected as Partial<Record<string, unknown>>;
  // `globalValue` may be the remote's: the default is the only other value that no remote has written.
  if (!('globalLocalValue' in inspected)) onNoLocalValue(`http.${key}`);
  return globalLocalValue ?? defaultValue;
}

function proxySupport(value: unknown): ProxySettings['support'] {
  return value === 'off' || value === 'on' || value === 'fallback' ? value : 'override';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item) => text(item) ?? []) : [];
}

function firstOf(environment: NodeJS.ProcessEnv, names: readonly string[]): string | undefined {
  return names.map((name) => text(environment[name])).find((value) => value !== undefined);
}

/** Each counted request takes room, and no server comes near this limit: higher ones mean the same. */
const highestLimit = 10_000;

/** A limit of 0 is none. */
function limit(value: unknown, otherwise: number): number {
  if (value === 0) return Infinity;
  return Number.isInteger(value) && typeof value === 'number' && value > 0 ? Math.min(value, highestLimit) : otherwise;
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && seconds >= 1 && seconds <= 3600 ? seconds * 1000 : undefined;
}

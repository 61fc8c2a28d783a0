import * as vscode from 'vscode';
import { defaultNetworkSettings, type NetworkSettings, type ProxySettings } from '../api/networkSettings.ts';
import { settingIds } from '../ids.ts';
import { ownValue } from './settings.ts';

/** How requests travel, as the editor's settings, our own and the environment say at this moment. */
export function readNetworkSettings(environment: NodeJS.ProcessEnv): NetworkSettings {
  const { limits, callTimeout, idleTimeout } = defaultNetworkSettings;
  // The editor's own settings: it does not let a workspace set them, and a policy may.
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: {
      support: proxySupport(http.get('proxySupport')),
      url: text(http.get('proxy')),
      authorization: text(http.get('proxyAuthorization')),
      bypass: texts(http.get('noProxy')),
      environment: {
        // The editor's order, in which the variable for https is for everything.
        proxy: firstOf(environment, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']),
        bypass: firstOf(environment, ['no_proxy', 'NO_PROXY']),
      },
    },
    verifyCertificates: http.get('proxyStrictSSL') !== false,
    limits: {
      concurrent: limit(ownValue(settingIds.maxConcurrentUploads), limits.concurrent),
      perMinute: limit(ownValue(settingIds.maxRequestsPerMinute), limits.perMinute),
    },
    callTimeout: milliseconds(ownValue(settingIds.requestTimeoutSeconds)) ?? callTimeout,
    idleTimeout,
  };
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

/** A limit of 0 is none. */
function limit(value: unknown, otherwise: number): number {
  if (value === 0) return Infinity;
  return Number.isInteger(value) && typeof value === 'number' && value > 0 ? value : otherwise;
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && seconds >= 1 && seconds <= 3600 ? seconds * 1000 : undefined;
}

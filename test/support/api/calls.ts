import { setMaxListeners } from 'node:events';
import type { ApiLog, Server, Upload } from '../../../src/core/api/apiClient.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { createApiClient, type Surroundings } from '../../../src/core/api/client.ts';
import type { Fetch } from '../../../src/core/api/http/fetchExchange.ts';
import { defaultNetworkSettings, type NetworkSettings, type ProxySettings } from '../../../src/core/api/networkSettings.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { type AgentId, parseAgentId } from '../../../src/core/model/agentId.ts';
import { parseBaseUrl } from '../../../src/core/model/baseUrl.ts';
import type { Scheme } from '../../../src/core/model/credential.ts';

export const key = 'a-key-that-must-not-be-logged';

/** An account as a door reads it from settings. */
export function accountAt(address: string, scheme: Scheme = 'apiKey'): Account {
  const baseUrl = parseBaseUrl(address);
  if (!baseUrl.ok) throw new Error(`${address} is no base URL: ${baseUrl.failure.reason}`);
  return { baseUrl: baseUrl.value, scheme };
}

/** A server as the product hands it over. */
export function serverAt(address: string): Server {
  const { baseUrl } = accountAt(address);
  return { baseUrl, credential: { scheme: 'apiKey', secret: key } };
}

export function agentCalled(text: string): AgentId {
  const parsed = parseAgentId(text);
  if (!parsed.ok) throw new Error(`${text} is no agent id`);
  return parsed.value;
}

/** An upload whose bytes are told apart by `mark`. What is in them matters to nobody here. */
export function uploadOf(mark: number, length = 2_000, agent = 'agent_1'): Upload {
  const bytes = Buffer.alloc(length, mark);
  const image = { bytes, fileName: 'face.png', mediaType: 'image/png' } as const;
  return { agentId: agentCalled(agent), image };
}

/** Remembers what was waited for, and waits for nothing. */
export class HastyClock implements Clock {
  readonly waited: number[] = [];
  #ahead = 0;
  #asleep = 0;
  #set = 0;

  constructor(private readonly chance = 0.5) {}

  wallTime(): number {
    return Date.now() + this.#ahead + this.#asleep + this.#set;
  }

  monotonic(): number {
    return performance.now() + this.#ahead;
  }

  uptime(): number {
    return performance.now() + this.#ahead + this.#asleep;
  }

  random(): number {
    return this.chance;
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.waited.push(milliseconds);
    this.#ahead += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }

  /** What happens while a laptop is closed: the monotonic clock stands still. */
  sleep(milliseconds: number): void {
    this.#asleep += milliseconds;
  }

  /** What a person, or a time server, does to the wall clock. */
  set(milliseconds: number): void {
    this.#set += milliseconds;
  }
}

export class RecordedLog implements ApiLog {
  readonly lines: string[] = [];

  info(line: string): void {
    this.lines.push(line);
  }

  warn(line: string): void {
    this.lines.push(line);
  }
}

/** The default settings, with the environment's and the editor's proxy as given. */
export function settingsWith(proxy: Partial<ProxySettings> = {}, rest: Partial<NetworkSettings> = {}): NetworkSettings {
  return { ...defaultNetworkSettings, ...rest, proxy: { ...defaultNetworkSettings.proxy, support: 'override', ...proxy } };
}

/** A `fetch` that knows no way either, and fails as Node's does. */
export function noFetch(): Fetch {
  const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
  return () => Promise.reject(new TypeError('fetch failed', { cause }));
}

/** A client with nothing of the editor's, quick waits and a log to look into. */
export function testClient(surroundings: Surroundings = {}) {
  const log = new RecordedLog();
  const clock = new HastyClock();
  const client = createApiClient('threetone-avatars/test', log, { clock, editorFetch: noFetch, ...surroundings });
  return { client, log, clock };
}

/** A signal that is never aborted, for any number of calls. */
export const never = new AbortController().signal;
setMaxListeners(0, never);

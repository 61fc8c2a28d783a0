import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { agentKey } from '../model/agent.ts';
import type { AgentId } from '../model/agentId.ts';
import type { ApiFailure } from '../model/failure.ts';
import { failed, type Result } from '../base/result.ts';
import { parseAcceptedAnswer, parseAgentPage, parseWidgetAvatar } from './responses.ts';
import { serverKey } from './serverKey.ts';
import type { AgentQuery, ApiClient, ApiLog, CallOptions, PublicAvatar, Server } from './apiClient.ts';
import { ApiCalls } from './apiCalls.ts';
import { type Clock, systemClock } from '../base/clock.ts';
import { type Fetch, globalFetch } from './http/fetchExchange.ts';
import { type LinkedSignal, linkSignals } from '../base/linkedSignal.ts';
import { avatarBody } from './multipart.ts';
import { defaultNetworkSettings, type NetworkSettings } from './networkSettings.ts';
import { fetchPublicAvatar, visibilityOf } from './publicAvatar.ts';
import { ProcessCounter, type RequestCounter } from './requestCounter.ts';
import { Transport } from './http/transport.ts';
import { SequencerByKey } from '../base/sequencerByKey.ts';

/** The client's environment; everything has a default. */
export interface Surroundings {
  /** Asked at the beginning of each call, so that a change counts from the next call on. */
  readonly settings?: () => NetworkSettings;
  /** The editor's own `fetch`, which knows ways that only the editor knows. */
  readonly editorFetch?: () => Fetch;
  readonly clock?: Clock;
  /** Resolves the names in URLs that a server has given. */
  readonly lookup?: LookupFunction;
  /** Counts the requests with a server's key; in this process alone unless it is given. */
  readonly counterFor?: (server: Server) => RequestCounter;
}

/** @param userAgent names this product and its version to the server */
export function createApiClient(userAgent: string, log: ApiLog, surroundings: Surroundings = {}): ApiClient {
  const { settings = () => defaultNetworkSettings, editorFetch = globalFetch, clock = systemClock } = surroundings;
  const { counterFor = () => new ProcessCounter(clock), lookup = resolve } = surroundings;
  const transport = new Transport({ editorFetch, clock, lookup });
  const calls = new ApiCalls({ transport, userAgent, log, settings, clock, counterFor });
  const sequencer = new SequencerByKey();
  /** The looks that were answered, by key and agent: the server and the key have that call. */
  const answeredLooks = new Set<string>();
  /** The calls under way. */
  const running = new Set<LinkedSignal>();
  let closed = false;

  /** Runs a call until it ends, its caller cancels it or the client is closed. */
  async function run<Value>(
    options: CallOptions,
    call: (options: CallOptions) => Promise<Result<Value, ApiFailure>>,
  ): Promise<Result<Value, ApiFailure>> {
    const link = begin(options.signal);
    try {
      link.signal.throwIfAborted();
      return await call({ ...options, signal: link.signal });
    } catch (error) {
      // Thrown by whatever waited; a call under way ends with a failure of its own.
      if (link.signal.aborted) return failed({ kind: 'cancelled' });
      throw error;
    } finally {
      end(link);
    }
  }

  function begin(signal: AbortSignal): LinkedSignal {
    const link = linkSignals([signal]);
    running.add(link);
    if (closed) link.abort();
    return link;
  }

  function end(link: LinkedSignal): void {
    running.delete(link);
    link.end();
  }

  async function fetchPublic(avatar: PublicAvatar, signal: AbortSignal): Promise<Buffer | undefined> {
    const link = begin(signal);
    try {
      const current = settings();
      const { idleTimeout, verifyCertificates } = current;
      return await fetchPublicAvatar({
        avatar,
        userAgent,
        verifyCertificates,
        signal: link.signal,
        send: (request, options) => transport.send({ ...request, idleTimeout }, current, { mayAskEditor: true, ...options }),
      });
    } finally {
      end(link);
    }
  }

  return {
    setAvatar: (server, { agentId, image }, given) =>
      run(given, async (options) => {
        const wait = () => options.onWaiting?.({ reason: 'sameAgent' });
        const endTurn = await sequencer.take(agentKey({ origin: server.baseUrl.origin, agentId }), options.signal, wait);
        try {
          const path = `${agentPath(agentId)}/avatar`;
          const { origin } = server.baseUrl;
          const read = (json: unknown) => parseAcceptedAnswer(json, { agentId, origin }, () => log.warn(leftOutUrl));
          return await calls.make(server, { method: 'POST', path, agentId, body: avatarBody(image), read }, options);
        } finally {
          endTurn();
        }
      }),

    listAgents: (server, query, given) =>
      run(given, (options) => calls.make(server, { method: 'GET', path: listPath(query), read: parseAgentPage }, options)),

    widgetAvatar: (server, agentId, given) =>
      run(given, async (options) => {
        const name = `${serverKey(server)} ${agentId}`;
        const isOffered = answeredLooks.has(name);
        const read = (json: unknown) => parseWidgetAvatar(json, server.baseUrl.origin);
        const call = { method: 'GET', path: `${agentPath(agentId)}/widget`, read, ...(isOffered && { agentId }) } as const;
        const shown = await calls.make(server, call, options);
        if (shown.ok) answeredLooks.add(name);
        const isRefused = !shown.ok && shown.failure.kind === 'credentialRefused';
        // A key may be good for uploads all the same.
        return isRefused && !isOffered ? failed({ kind: 'notOffered', status: shown.failure.status }) : shown;
      }),

    async checkPublicAvatar(avatar, sha256, signal) {
      const { url } = avatar;
      const visibility = visibilityOf(await fetchPublic(avatar, signal), sha256);
      log.info(`Public avatar at ${URL.canParse(url) ? new URL(url).origin : 'no URL'}: ${visibility}`);
      return visibility;
    },

    fetchPublicAvatar: fetchPublic,

    dispose() {
      closed = true;
      for (const link of running) link.abort();
      transport.dispose();
      return Promise.resolve();
    },
  };
}

const leftOutUrl =
  'The server gave an avatar URL that is not https, not a whole one, or leads into your own network. It is neither shown nor opened.';

function agentPath(agentId: AgentId): string {
  return `/v1/convai/agents/${encodeURIComponent(agentId)}`;
}

function listPath({ search, cursor, pageSize }: AgentQuery): string {
  const asked = new URLSearchParams({
    ...(pageSize !== undefined && { page_size: String(pageSize) }),
    ...(search && { search }),
    ...(cursor && { cursor }),
  }).toString();
  return `/v1/convai/agents${asked && `?${asked}`}`;
}

import type { LookupFunction } from 'node:net';
import { isLoopback } from '../../model/loopback.ts';
import type { Clock } from '../../base/clock.ts';
import { directConnect, publicConnect, tunnelConnect } from './connect.ts';
import type { Connect } from './connection.ts';
import { ConnectionPool } from './connectionPool.ts';
import { type Fetch, fetchExchange } from './fetchExchange.ts';
import { exchange, type HttpAnswer, type HttpRequest } from './exchange.ts';
import type { NetworkSettings } from '../networkSettings.ts';
import { chooseRoute } from './proxyRoute.ts';
import { codeOf, PrivateAddress, SendFailure, isCertificateCode } from './transportErrors.ts';

type RouteSettings = Pick<NetworkSettings, 'proxy' | 'verifyCertificates'>;

/** Connections made under the same settings, and what was learned under them. */
interface Network {
  readonly name: string;
  readonly pool: ConnectionPool;
  /** Connections that lead to public addresses only. */
  readonly publicPool: ConnectionPool;
  /** Origins that only the editor's own network has reached. */
  readonly byEditor: Set<string>;
}

export interface SendOptions {
  /** Whether a request that could not connect may be sent by the editor's own network. */
  readonly mayAskEditor: boolean;
  /**
   * The origin of the server that named the URL, where it may connect to public addresses only. Where a proxy, or the
   * editor's network, resolves the name, only they know the address.
   */
  readonly namedBy?: string;
}

export interface TransportDeps {
  /** Gives the editor's `fetch`, asked for at each use since the editor may replace it. */
  readonly editorFetch: () => Fetch;
  readonly clock: Pick<Clock, 'monotonic' | 'uptime'>;
  /** Resolves the names whose addresses are looked at. */
  readonly lookup: LookupFunction;
}

/**
 * Sends requests over connections of our own, along the route that the settings name. Never by undici's process-wide
 * dispatcher, which the editor and every other extension share.
 */
export class Transport {
  #network: Network | undefined;
  readonly #retired = new Set<ConnectionPool>();

  constructor(private readonly deps: TransportDeps) {}

  /** Sockets that are open or being opened. */
  get sockets(): number {
    const pools = [...this.#retired, ...(this.#network ? poolsOf(this.#network) : [])];
    return pools.reduce((sum, pool) => sum + pool.sockets, 0);
  }

  /**
   * Sends one request.
   *
   * @throws SendFailure when there is no whole answer
   */
  async send(request: HttpRequest, settings: RouteSettings, { mayAskEditor, namedBy }: SendOptions): Promise<HttpAnswer> {
    const network = this.#under(settings);
    const { origin } = request.url;
    const { kind } = chooseRoute(request.url, settings.proxy);
    if (kind === 'editor') return fetchExchange(this.deps.editorFetch(), request);
    // The editor resolves the name anew: only where it is the way to the server that named it is that not this machine's network.
    const isKeptOut = namedBy !== undefined && !network.byEditor.has(namedBy);
    if (network.byEditor.has(origin) && !isKeptOut) return this.#byEditorAgain(network, request);
    try {
      return await overPool(namedBy === undefined ? network.pool : network.publicPool, request);
    } catch (error) {
      const isUnsent = error instanceof SendFailure && error.stage === 'connecting' && !(error.cause instanceof PrivateAddress);
      // This machine is never behind a proxy: a server here that is down must not be asked for there.
      const isElsewhere = !isLoopback(request.url) && settings.proxy.support !== 'off';
      if (!isUnsent || !isElsewhere || !mayAskEditor || isKeptOut || request.signal.aborted) throw error;
      return this.#byEditor(network, request, error);
    }
  }

  /** Ends every connection at once. */
  dispose(): void {
    for (const pool of [...this.#retired, ...(this.#network ? poolsOf(this.#network) : [])]) pool.dispose();
    this.#network = undefined;
  }

  async #byEditor(network: Network, request: HttpRequest, first: SendFailure): Promise<HttpAnswer> {
    try {
      const answer = await fetchExchange(this.deps.editorFetch(), request);
      network.byEditor.add(request.url.origin);
      return answer;
    } catch (second) {
      // The first failure is the one to tell, unless the second came further.
      const further = second instanceof SendFailure && (second.stage !== 'connecting' || isCertificateCode(codeOf(second)));
      throw further ? second : first;
    }
  }

  async #byEditorAgain(network: Network, request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await fetchExchange(this.deps.editorFetch(), request);
    } catch (error) {
      // The person may have left the network that needed it: the next try looks for a way anew.
      if (error instanceof SendFailure && error.stage === 'connecting') network.byEditor.delete(request.url.origin);
      throw error;
    }
  }

  #under(settings: RouteSettings): Network {
    const { proxy, verifyCertificates } = settings;
    const name = JSON.stringify({ proxy, verifyCertificates });
    if (this.#network?.name === name) return this.#network;
    if (this.#network) {
      for (const pool of poolsOf(this.#network)) {
        pool.retire();
        this.#retired.add(pool);
      }
    }
    for (const pool of this.#retired) if (pool.sockets === 0) this.#retired.delete(pool);
    const { clock, lookup } = this.deps;
    const pool = new ConnectionPool((origin) => connectFor(origin, settings), clock);
    const publicPool = new ConnectionPool((origin) => connectFor(origin, settings, lookup), clock);
    this.#network = { name, pool, publicPool, byEditor: new Set() };
    return this.#network;
  }
}

function poolsOf({ pool, publicPool }: Network): readonly ConnectionPool[] {
  return [pool, publicPool];
}

/** @param lookup given where only public addresses may be connected to */
function connectFor(origin: string, { proxy, verifyCertificates }: RouteSettings, lookup?: LookupFunction): Connect {
  const route = chooseRoute(new URL(origin), proxy);
  if (route.kind === 'proxy') return tunnelConnect(route, verifyCertificates);
  return lookup ? publicConnect(verifyCertificates, lookup) : directConnect(verifyCertificates);
}

async function overPool(pool: ConnectionPool, request: HttpRequest): Promise<HttpAnswer> {
  const connection = pool.take(request.url.origin);
  try {
    const { reusable, ...answer } = await exchange(connection, request);
    if (reusable) pool.keep(connection);
    else pool.drop(connection);
    return answer;
  } catch (error) {
    pool.drop(connection);
    throw error;
  }
}

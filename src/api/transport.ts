import { isCertificateCode } from './certificateCode.ts';
import type { Clock } from './clock.ts';
import { directConnect, tunnelConnect } from './connect.ts';
import type { Connect } from './connection.ts';
import { ConnectionPool } from './connectionPool.ts';
import { type Fetch, fetchExchange } from './editorFetch.ts';
import { exchange, type HttpAnswer, type HttpRequest } from './exchange.ts';
import type { NetworkSettings } from './networkSettings.ts';
import { chooseRoute } from './route.ts';
import { codeOf, SendFailure } from './sendFailure.ts';

type RouteSettings = Pick<NetworkSettings, 'proxy' | 'verifyCertificates'>;

/** Connections made under the same settings, and what was learned under them. */
interface Network {
  readonly name: string;
  readonly pool: ConnectionPool;
  /** Origins that only the editor's own network has reached. */
  readonly byEditor: Set<string>;
}

/**
 * Sends requests over connections of our own, along the route that the settings name. Never by undici's process-wide
 * dispatcher, which the editor and every other extension share.
 */
export class Transport {
  #network: Network | undefined;
  readonly #retired = new Set<ConnectionPool>();

  /** @param editorFetch gives the editor's `fetch`, asked for at each use since the editor may replace it */
  constructor(
    private readonly editorFetch: () => Fetch,
    private readonly clock: Pick<Clock, 'monotonic' | 'uptime'>,
  ) {}

  /** Sockets that are open or being opened. */
  get sockets(): number {
    const pools = [...this.#retired, ...(this.#network ? [this.#network.pool] : [])];
    return pools.reduce((sum, pool) => sum + pool.sockets, 0);
  }

  /**
   * Sends one request.
   *
   * @param mayAskEditor whether a request that could not connect may be sent by the editor's own network
   * @throws SendFailure when there is no whole answer
   */
  async send(request: HttpRequest, settings: RouteSettings, mayAskEditor: boolean): Promise<HttpAnswer> {
    const network = this.#under(settings);
    const { origin } = request.url;
    const { kind } = chooseRoute(request.url, settings.proxy);
    if (kind === 'editor') return fetchExchange(this.editorFetch(), request);
    if (network.byEditor.has(origin)) return this.#byEditorAgain(network, request);
    try {
      return await overPool(network.pool, request);
    } catch (error) {
      const connected = !(error instanceof SendFailure) || error.stage !== 'connecting';
      if (connected || !mayAskEditor || settings.proxy.support === 'off' || request.signal.aborted) throw error;
      return this.#byEditor(network, request, error);
    }
  }

  /** Ends every connection at once. */
  dispose(): void {
    for (const pool of this.#retired) pool.dispose();
    this.#network?.pool.dispose();
    this.#network = undefined;
  }

  async #byEditor(network: Network, request: HttpRequest, first: SendFailure): Promise<HttpAnswer> {
    try {
      const answer = await fetchExchange(this.editorFetch(), request);
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
      return await fetchExchange(this.editorFetch(), request);
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
      this.#network.pool.retire();
      this.#retired.add(this.#network.pool);
    }
    for (const pool of this.#retired) if (pool.sockets === 0) this.#retired.delete(pool);
    this.#network = { name, pool: new ConnectionPool((origin) => connectFor(origin, settings), this.clock), byEditor: new Set() };
    return this.#network;
  }
}

function connectFor(origin: string, { proxy, verifyCertificates }: RouteSettings): Connect {
  const route = chooseRoute(new URL(origin), proxy);
  return route.kind === 'proxy' ? tunnelConnect(route, verifyCertificates) : directConnect(verifyCertificates);
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

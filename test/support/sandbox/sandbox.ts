import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { AgentBook } from './agentBook.ts';
import { Exchange } from './exchange.ts';
import { fail } from './faultHandlers.ts';
import { FaultQueue } from './faultQueue.ts';
import { RequestLog } from './requestLog.ts';
import { sentence } from './refusals.ts';
import { route } from './router.ts';
import type { RecordedPart, Sandbox, SandboxOptions } from './types.ts';

export type * from './types.ts';
export type { Fault } from './faults.ts';

const HOST = '127.0.0.1';

/** Longer than any pause of a test, so that only the client decides when a connection in reserve ends. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Starts a server on loopback that keeps strictly to the contract (`test/contract/openapi.json`), and fails in the
 * ways it is told to.
 * @throws {Error} when the port is taken (`EADDRINUSE`) or the TLS key or certificate is no good
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const book = new AgentBook(options.agents ?? []);
  const faults = new FaultQueue();
  const log = new RequestLog(options.keepRequests ?? Infinity);
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  const broken: unknown[] = [];
  /** Where clients find it and its avatars. */
  let publicUrl = '';

  const server = listener(options, (request, response) => {
    const record = log.add(request);
    const exchange = new Exchange(record, [request, response], tcpSocket(request, sockets), closing.signal, (whole) =>
      route({ book, options, url: publicUrl }, whole),
    );
    record.fault = faults.take(record);
    deal(exchange)
      .catch((error: unknown) => {
        // Not the client's going away: a bug in here. It must not pass for one of the service's failures.
        broken.push(error);
        return exchange.send(sentence(500, `The sandbox itself failed: ${String(error)}`));
      })
      .finally(() => options.log?.(line(exchange)));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const urlOf = (host: string) => `${options.tls === undefined ? 'http' : 'https'}://${host}:${port}`;
  const url = urlOf(HOST);
  publicUrl = urlOf(options.host ?? HOST);

  return {
    url,
    port,
    get requests() {
      return log.kept;
    },
    get requestCount() {
      return log.count;
    },
    get connections() {
      return sockets.size;
    },
    get agents() {
      return book.agents;
    },
    avatarOf: (agentId) => book.avatarOf(agentId),
    setElsewhere: (agentId, image) => book.setAvatar(agentId, partOf(image), publicUrl),
    fail: (fault, how) => faults.add(fault, how),
    failBy: (choose) => faults.chooseBy(choose),
    waitForRequest: (match = () => true, timeoutMs = 5_000) => log.waitFor(match, timeoutMs),
    reset() {
      log.clear();
      faults.clear();
      book.reset();
    },
    async close() {
      closing.abort();
      const closed = [...sockets].map((socket) => once(socket.destroy(), 'close'));
      await Promise.all([new Promise((resolve) => server.close(resolve)), ...closed]);
      if (broken.length > 0) {
        throw new AggregateError(broken, 'The sandbox itself failed while it served requests.');
      }
    },
  };
}

/** A file as it would have come in a request. */
function partOf({ bytes, fileName, mediaType }: Parameters<Sandbox['setElsewhere']>[1]): RecordedPart {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name: 'avatar_file', fileName, contentType: mediaType, bytes: Buffer.from(bytes), sha256 };
}

function listener({ tls }: SandboxOptions, serve: RequestListener): http.Server | https.Server {
  return tls === undefined ? http.createServer(serve) : https.createServer({ ...tls }, serve);
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The TCP socket a request came by: with TLS, the one below the socket that the request knows. */
function tcpSocket({ socket }: IncomingMessage, sockets: Iterable<Socket>): Socket {
  for (const open of sockets) {
    if (open.remotePort === socket.remotePort && open.remoteAddress === socket.remoteAddress) {
      return open;
    }
  }
  return socket;
}

async function deal(exchange: Exchange): Promise<void> {
  const { fault } = exchange.record;
  try {
    await (fault === undefined ? exchange.send(await exchange.handle()) : fail(exchange, fault));
  } catch (error) {
    if (!exchange.over) {
      throw error;
    }
    // The client has gone, or was made to go: the record says how far the request came.
  }
}

function line({ record: { method, path, status, fault, body, time } }: Exchange): string {
  const how = [status ?? 'no answer', ...(fault === undefined ? [] : [`fault ${fault.kind}`])].join(', ');
  return `${method} ${path} → ${how} (${body.length} bytes in, ${Date.now() - time} ms)`;
}

import { type LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Connect } from './connection.ts';
import { isPublicAddress, publicLookup } from './publicAddress.ts';
import type { ProxyRoute } from './proxyRoute.ts';
import { PrivateAddress, ProxyRefused, ProxyUnreachable } from './transportErrors.ts';
import { buildConnector, Client, type ConnectCallback, type ConnectOptions } from './undici.ts';

/** To open a socket, TLS included, or to get a tunnel from a proxy. Milliseconds. */
const connectTimeout = 10_000;

/** Connects straight to the server. */
export function directConnect(verifyCertificates: boolean): Connect {
  const connect = socketConnect(verifyCertificates);
  return (target, callback, opened) => opened(connect(target, callback));
}

/**
 * Connects through a proxy by CONNECT, so that the proxy sees the server's name and nothing of the request.
 *
 * undici's ProxyAgent does as much, but gives a tunnel five minutes to open, hides the proxy's status in a message, and
 * cannot be stopped while it connects.
 */
export function tunnelConnect({ proxy, authorization }: ProxyRoute, verifyCertificates: boolean): Connect {
  const toProxy = socketConnect(verifyCertificates);
  const throughTunnel = socketConnect(verifyCertificates);
  return (target, callback, opened) => {
    const client = new Client(proxy.origin, {
      connect: (options, done) => opened(toProxy(options, done)),
      headersTimeout: connectTimeout,
    });
    const authority = `${target.hostname}:${target.port || (target.protocol === 'https:' ? 443 : 80)}`;
    const headers = { host: authority, ...(authorization && { 'proxy-authorization': authorization }) };
    const handler = {
      onRequestUpgrade(_: unknown, status: number, __: unknown, socket: Duplex) {
        // Only its socket is still needed.
        void client.destroy();
        if (status !== 200 || !(socket instanceof Socket)) {
          socket.on('error', () => undefined).destroy();
          callback(new ProxyRefused(proxy.host, status), null);
        } else if (target.protocol === 'https:') {
          opened(throughTunnel({ ...target, httpSocket: socket }, callback));
        } else {
          callback(null, socket);
        }
      },
      onResponseError(_: unknown, error: Error) {
        void client.destroy();
        callback(new ProxyUnreachable(proxy.host, error), null);
      },
      // undici wants to be told where a request begins; there is nothing to do.
      onRequestStart: () => undefined,
    };
    client.dispatch({ method: 'CONNECT', path: authority, headers }, handler);
  };
}

/**
 * Connects straight to a server, if its address is public. The address that is connected to is the one that was looked at:
 * a name may lead elsewhere each time it is resolved.
 */
export function publicConnect(verifyCertificates: boolean, lookup: LookupFunction): Connect {
  const connect = socketConnect(verifyCertificates, publicLookup(lookup));
  return (target, callback, opened) => {
    const checked: ConnectCallback = (...[error, socket]) => {
      if (error) {
        callback(error, null);
      } else if (isPublicAddress(socket.remoteAddress ?? '')) {
        callback(null, socket);
      } else {
        // Nothing was sent yet. An address that needs no resolving comes here without having been looked at.
        socket.destroy();
        callback(new PrivateAddress(target.hostname), null);
      }
    };
    opened(connect(target, checked));
  };
}

/** undici declares that its connector gives nothing back; it gives the socket, which `abandon` needs. A test holds it to that. */
type SocketConnect = (target: ConnectOptions, callback: ConnectCallback) => Socket;

function socketConnect(verifyCertificates: boolean, lookup?: LookupFunction): SocketConnect {
  return buildConnector({ timeout: connectTimeout, rejectUnauthorized: verifyCertificates, ...(lookup && { lookup }) }) as SocketConnect;
}

import { Client, type ConnectCallback, type ConnectOptions, type Socket } from './undici.ts';

/** Opens sockets to one place; every socket it opens goes through `opened` first, also while it still connects. */
export type Connect = (target: ConnectOptions, callback: ConnectCallback, opened: (socket: Socket) => void) => void;

/** A connection that nobody uses is closed after this, however long the server would keep it. Milliseconds. */
export const longestIdle = 30_000;

/**
 * One connection to an origin, for one request at a time, kept for the next one.
 *
 * undici's own pools cannot take a request back while they connect: an aborted request waits for the socket, which then
 * stays open. Here a connection knows its sockets, so that `abandon` ends them at any moment.
 */
export class Connection {
  readonly #sockets = new Set<Socket>();
  readonly client: Client;

  constructor(
    readonly origin: string,
    connect: Connect,
  ) {
    const opened = (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    };
    this.client = new Client(origin, {
      connect: (target, callback) => connect(target, callback, opened),
      // `exchange.ts` has its own clock: undici's runs out in the middle of a slow upload that makes progress.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveMaxTimeout: longestIdle,
    });
  }

  /** Sockets that are open or being opened. */
  get sockets(): number {
    return this.#sockets.size;
  }

  /** Ends the connection now, whatever it is doing. */
  abandon(): void {
    void this.client.destroy();
    // With an error, since a connector of undici's learns only by one that its socket is gone.
    for (const socket of this.#sockets) socket.destroy(new Error('The connection was abandoned.'));
  }
}

import { type Clock, startStopwatch } from '../../base/clock.ts';
import { type Connect, Connection, longestIdle } from './connection.ts';

interface Idle {
  readonly connection: Connection;
  /** For how long nobody has used it. */
  readonly idleFor: () => number;
}

/** Connections that are kept for the next request, and those in use. The newest is taken first: it is the warmest. */
export class ConnectionPool {
  readonly #idle: Idle[] = [];
  readonly #busy = new Set<Connection>();
  #retired = false;

  constructor(
    private readonly connectorFor: (origin: string) => Connect,
    private readonly clock: Pick<Clock, 'monotonic' | 'uptime'>,
  ) {}

  /** Sockets that are open or being opened. */
  get sockets(): number {
    return [...this.#idle.map(({ connection }) => connection), ...this.#busy].reduce((sum, { sockets }) => sum + sockets, 0);
  }

  take(origin: string): Connection {
    const connection = this.#takeIdle(origin) ?? new Connection(origin, this.connectorFor(origin));
    this.#busy.add(connection);
    return connection;
  }

  #takeIdle(origin: string): Connection | undefined {
    for (let index = this.#idle.length - 1; index >= 0; index--) {
      if (this.#idle[index]?.connection.origin !== origin) continue;
      const [idle] = this.#idle.splice(index, 1);
      if (idle && idle.idleFor() < longestIdle) return idle.connection;
      // The machine has slept: its timers stood still, and what was connected before is not any more.
      idle?.connection.abandon();
    }
    return undefined;
  }

  /** Takes a connection back whose request has ended well; any other must be dropped. */
  keep(connection: Connection): void {
    this.#busy.delete(connection);
    if (this.#retired) connection.abandon();
    else this.#idle.push({ connection, idleFor: startStopwatch(this.clock) });
  }

  drop(connection: Connection): void {
    this.#busy.delete(connection);
    connection.abandon();
  }

  /** Closes what is idle now and what is in use when its request has ended. */
  retire(): void {
    this.#retired = true;
    for (const { connection } of this.#idle.splice(0)) connection.abandon();
  }

  /** Ends every connection at once. */
  dispose(): void {
    this.retire();
    for (const connection of this.#busy) connection.abandon();
    this.#busy.clear();
  }
}

import type { buildConnector as Connector, Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Client from 'undici/lib/dispatcher/client.js';

/**
 * The two parts of undici that are used, taken from where they are: its index brings `fetch`, WebSocket, caches and mocks
 * along (three times the code, to be read before the first upload), and fills undici's process-wide slots.
 */
export { buildConnector, Client };

export type Socket = NonNullable<Parameters<Connector.Callback>[1]>;
export type ConnectOptions = Connector.Options;
export type ConnectCallback = Connector.Callback;
/** By name in lower case; a name that came more than once has all its values. */
export type Headers = Dispatcher.ResponseData['headers'];

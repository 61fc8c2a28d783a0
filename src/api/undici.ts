import { type buildConnector, type Dispatcher } from 'undici';

/** The two parts of undici that are used. Its pools, agents and `fetch` are not (see `connection.ts`). */
export { buildConnector, Client } from 'undici';

export type Socket = NonNullable<Parameters<buildConnector.Callback>[1]>;
/** By name in lower case; a name that came more than once has all its values. */
export type Headers = Dispatcher.ResponseData['headers'];

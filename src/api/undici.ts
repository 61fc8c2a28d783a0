/** The two parts of undici that are used. Its pools, agents and `fetch` are not (see `connection.ts`). */
export { buildConnector, Client } from 'undici';

/**
 * The second bundle, `dist/network.js`: undici and form-data come in here and nowhere else. The first upload loads it.
 */
export { createApiClient } from './client.ts';

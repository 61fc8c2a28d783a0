import type { Server } from './apiClient.ts';

/** Tells a server with one key from all others, within this process. It holds the secret: it is never shown or kept. */
export function serverKey({ baseUrl, credential }: Server): string {
  return JSON.stringify([baseUrl.origin, credential.scheme, credential.secret]);
}

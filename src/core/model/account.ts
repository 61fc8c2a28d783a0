import type { BaseUrl } from './baseUrl.ts';
import type { Scheme } from './credential.ts';

/** A server and the way a credential is sent to it. A door reads it once, when the person acts, and hands it on. */
export interface Account {
  readonly baseUrl: BaseUrl;
  readonly scheme: Scheme;
}

/** Tells accounts apart: caches, and what is said only once, are kept by it. */
export function accountKey({ baseUrl, scheme }: Account): string {
  return `${scheme} ${baseUrl.origin}`;
}

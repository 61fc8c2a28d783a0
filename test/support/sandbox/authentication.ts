import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import { coded } from './refusals.ts';

export interface Credentials {
  readonly apiKeys: readonly string[];
  readonly bearerTokens: readonly string[];
}

/** The refusal of a request that has not exactly one good credential; undefined when it has. */
export function refuseCredentials(headers: IncomingHttpHeaders, accepted: Credentials): Answer | undefined {
  const { 'x-api-key': key, authorization } = headers;
  if (key === undefined && authorization === undefined) {
    return coded(401, 'needs_authorization', 'Send an API key in x-api-key or a token in Authorization: Bearer.');
  }
  if (key !== undefined && authorization !== undefined) {
    return coded(401, 'two_credentials', 'Send either x-api-key or Authorization, not both.');
  }
  if (authorization === undefined) {
    return typeof key === 'string' && accepted.apiKeys.includes(key) ? undefined : coded(401, 'invalid_api_key', 'Invalid API key');
  }
  const [, token] = /^Bearer ([^ ]+)$/i.exec(authorization) ?? [];
  return token !== undefined && accepted.bearerTokens.includes(token)
    ? undefined
    : coded(401, 'invalid_authorization', 'Invalid or expired bearer token');
}

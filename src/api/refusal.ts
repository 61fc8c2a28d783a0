import { type AgentId } from '../avatar/agentId.ts';
import { type ApiFailure } from '../avatar/failure.ts';
import { parseErrorBody } from './serverWords.ts';
import { type HttpAnswer } from './transport.ts';

/** Puts every answer that is not a 200 into a failure's terms. `json` is the parsed body, if it was JSON. */
export function refusalOf({ status, headers }: HttpAnswer, json: unknown, agentId: AgentId, url: string): ApiFailure {
  if (status >= 300 && status < 400) return { kind: 'redirected', status, toOrigin: originOf(headers.location, url) };
  const { said, fields } = parseErrorBody(json);
  if (status === 401 || status === 403) return { kind: 'credentialRefused', status, said };
  if (status === 404) return { kind: 'agentUnknown', agentId, said };
  if (status === 422) return { kind: 'fieldsRefused', fields, said };
  if (status === 429) return { kind: 'rateLimited', said };
  return { kind: status >= 500 ? 'serverFailed' : 'refused', status, said };
}

/** Only the origin of a redirect's target is ever shown: the rest of it may carry anything. */
function originOf(location: string | string[] | undefined, base: string): string | undefined {
  return typeof location === 'string' && URL.canParse(location, base) ? new URL(location, base).origin : undefined;
}

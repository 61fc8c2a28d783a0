import * as v from 'valibot';
import type { Agent } from '../model/agent.ts';
import type { ApiFailure, UnexpectedAnswer } from '../model/failure.ts';
import { parsePublicUrl } from '../model/publicUrl.ts';
import { failed, type Result, success } from '../base/result.ts';
import type { AcceptedAvatar } from './apiClient.ts';
import { reachOf } from './http/publicAddress.ts';

const accepted = v.object({ agent_id: v.string(), avatar_url: v.nullish(v.string()) });

/**
 * Reads the answer to a 200: it must be about the agent that was asked for. A URL that is no page's at all makes all of it
 * doubtful; one that merely may not be opened (`http:`, half an address, one inside this machine's network) is left out.
 *
 * @param onLeftOut told when that is so
 */
export function parseAcceptedAnswer(json: unknown, { agentId, origin }: Agent, onLeftOut: () => void): Result<AcceptedAvatar, ApiFailure> {
  // A server that answers 200 had the whole request, whatever else the answer says.
  const unexpected = (what: UnexpectedAnswer) => failed({ kind: 'unexpectedAnswer', what, maySet: true } as const);
  if (json === undefined) return unexpected('notJson');
  const parsed = v.safeParse(accepted, json);
  if (!parsed.success) return unexpected('wrongShape');
  if (parsed.output.agent_id !== agentId) return unexpected('otherAgent');
  const stated = parsed.output.avatar_url ?? undefined;
  if (stated === undefined) return success({ agentId });
  const avatarUrl = parsePublicUrl(stated);
  if (avatarUrl !== undefined && reachOf(new URL(avatarUrl), origin, true) !== 'none') return success({ agentId, avatarUrl });
  if (URL.canParse(stated) && !/^https?:$/.test(new URL(stated).protocol)) return unexpected('unsafeUrl');
  onLeftOut();
  return success({ agentId });
}

import * as v from 'valibot';
import { isAgentId } from '../model/agentId.ts';
import type { ApiFailure, UnexpectedAnswer } from '../model/failure.ts';
import { plainText } from '../base/plainText.ts';
import { parsePublicUrl } from '../model/publicUrl.ts';
import { failed, type Result, success } from '../base/result.ts';
import type { AcceptedAvatar, AgentPage, WidgetAvatar } from './apiClient.ts';
import { reachOf } from './http/publicAddress.ts';
import type { Agent } from '../model/agent.ts';

const longestCursor = 2048;

const page = v.object({
  agents: v.array(v.unknown()),
  next_cursor: v.nullish(v.pipe(v.string(), v.maxLength(longestCursor))),
  has_more: v.nullish(v.boolean()),
});
const summary = v.object({ agent_id: v.string(), name: v.fallback(v.nullish(v.string()), null) });

/** Reads a page of agents; one that does not fit is left out and spoils no other. */
export function parseAgentPage(json: unknown): Result<AgentPage, ApiFailure> {
  const parsed = v.safeParse(page, json);
  if (!parsed.success) return failed({ kind: 'unexpectedAnswer', what: json === undefined ? 'notJson' : 'wrongShape' });
  const agents = parsed.output.agents.flatMap((item) => {
    const one = v.safeParse(summary, item);
    if (!one.success || !isAgentId(one.output.agent_id)) return [];
    return [{ agentId: one.output.agent_id, name: plainText(one.output.name ?? '') }];
  });
  const { next_cursor: nextCursor, has_more: hasMore } = parsed.output;
  return success({ agents, ...(nextCursor && hasMore !== false && { nextCursor }) });
}

const color = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i));
const avatar = v.variant('type', [
  v.object({ type: v.literal('orb'), color_1: color, color_2: color }),
  v.object({ type: v.literal('url'), custom_url: v.string() }),
  v.object({ type: v.literal('image'), url: v.string() }),
]);
const widget = v.object({ widget_config: v.object({ avatar }) });

/** Reads what an agent's widget shows; an image's URL must be one that a server with this origin may have opened. */
export function parseWidgetAvatar(json: unknown, origin: string): Result<WidgetAvatar, ApiFailure> {
  const parsed = v.safeParse(widget, json);
  if (!parsed.success) return failed({ kind: 'unexpectedAnswer', what: json === undefined ? 'notJson' : 'wrongShape' });
  const shown = parsed.output.widget_config.avatar;
  if (shown.type === 'orb') return success({ type: 'orb', colors: [shown.color_1, shown.color_2] });
  const url = parsePublicUrl(shown.type === 'url' ? shown.custom_url : shown.url);
  const isSafe = url !== undefined && reachOf(new URL(url), origin, true) !== 'none';
  return isSafe ? success({ type: 'image', url }) : failed({ kind: 'unexpectedAnswer', what: 'unsafeUrl' });
}

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

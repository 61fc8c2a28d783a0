import * as v from 'valibot';
import { isAgentId } from '../model/agentId.ts';
import type { ApiFailure } from '../model/failure.ts';
import { plainText } from '../base/plainText.ts';
import { parsePublicUrl } from '../model/publicUrl.ts';
import { failed, type Result, success } from '../base/result.ts';
import type { AgentPage, WidgetAvatar } from './apiClient.ts';
import { reachOf } from './http/publicAddress.ts';

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

import * as v from 'valibot';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import { type FromPage, pageRequests, type PageState } from '../protocol.ts';

const fromPage = v.object({ type: v.picklist(pageRequests) });
const pageState = v.object({ origin: v.string(), agentId: v.string() });

/** A message of the page's, or `undefined` when it is none that is known. */
export function parseFromPage(message: unknown): FromPage | undefined {
  const parsed = v.safeParse(fromPage, message);
  return parsed.success ? parsed.output : undefined;
}

/** What a page remembered over a reload, or `undefined` when it is not of this version's making. */
export function parsePageState(state: unknown): (PageState & { readonly agentId: AgentId }) | undefined {
  const parsed = v.safeParse(pageState, state);
  if (!parsed.success) return undefined;
  const agentId = parseAgentId(parsed.output.agentId);
  return agentId.ok ? { origin: parsed.output.origin, agentId: agentId.value } : undefined;
}

import type { components } from '../../contract/types.d.ts';
import type { AgentEntry } from './agentBook.ts';
import { answer, type Answer } from './answer.ts';
import { invalid } from './refusals.ts';

type Schemas = components['schemas'];
type Order = (a: AgentEntry, b: AgentEntry) => number;

const DEFAULT_PAGE_SIZE = 30;
const MAX_PAGE_SIZE = 100;

const ORDERS: Readonly<Record<string, Order>> = {
  name: (a, b) => a.name.localeCompare(b.name, 'en') || a.createdAt - b.createdAt,
  created_at: (a, b) => a.createdAt - b.createdAt,
};

const DIRECTIONS: Readonly<Record<string, (order: Order) => Order>> = {
  asc: (order) => order,
  desc: (order) => (a, b) => order(b, a),
};

/** One page of the agents; newest first when the query names no order. */
export function listAgents(agents: readonly AgentEntry[], query: URLSearchParams): Answer {
  const pageSize = Number(query.get('page_size') ?? DEFAULT_PAGE_SIZE);
  const order = ORDERS[query.get('sort_by') ?? 'created_at'];
  const direct = DIRECTIONS[query.get('sort_direction') ?? 'desc'];
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
    return wrongQuery(query, 'page_size', `Input should be an integer from 1 to ${MAX_PAGE_SIZE}`);
  }
  if (order === undefined) {
    return wrongQuery(query, 'sort_by', "Input should be 'name' or 'created_at'");
  }
  if (direct === undefined) {
    return wrongQuery(query, 'sort_direction', "Input should be 'asc' or 'desc'");
  }
  const search = (query.get('search') ?? '').toLowerCase();
  const found = agents.filter(({ name }) => name.toLowerCase().includes(search)).sort(direct(order));
  const cursor = query.get('cursor');
  const start = cursor === null ? 0 : found.findIndex(({ agent_id }) => cursorAfter(agent_id) === cursor) + 1;
  if (cursor !== null && start === 0) {
    return wrongQuery(query, 'cursor', 'Input should be the next_cursor of a page of the same list');
  }
  return answer(200, page(found, start, start + pageSize));
}

function page(found: readonly AgentEntry[], start: number, end: number): Schemas['GetAgentsPageResponseModel'] {
  const agents = found.slice(start, end).map(({ agent_id, name, createdAt }) => ({ agent_id, name, created_at_unix_secs: createdAt }));
  const last = agents.at(-1);
  const more = end < found.length && last !== undefined;
  return { agents, has_more: more, next_cursor: more ? cursorAfter(last.agent_id) : null };
}

/** Names the last agent of a page, so that agents made meanwhile shift nothing. */
function cursorAfter(agentId: string): string {
  return Buffer.from(agentId).toString('base64url');
}

function wrongQuery(query: URLSearchParams, name: string, msg: string): Answer {
  return invalid({ type: 'value_error', loc: ['query', name], msg, input: query.get(name) });
}

import type { AgentId } from '../../core/model/agentId.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { readAccount } from '../editor/settings.ts';
import type { History } from '../../core/history/history.ts';
import { parseAgentArgument } from './commandArguments.ts';

/** The agent that a command was called for. */
export function requireAgent(argument: unknown): Result<AgentId, InputFailure> {
  const parsed = parseAgentArgument(argument);
  if (!parsed.ok) return parsed;
  return parsed.value === undefined ? failed({ kind: 'agentMissing' }) : success(parsed.value);
}

/** The newest entry of an agent on the server in use; without an agent, the newest of all. */
export async function newestEntry(history: History, argument: unknown): Promise<Result<HistoryEntry, InputFailure>> {
  const parsed = parseAgentArgument(argument);
  if (!parsed.ok) return parsed;
  const account = readAccount();
  if (!account.ok) return account;
  const { origin } = account.value.baseUrl;
  const newest = parsed.value ? await history.newestOf({ origin, agentId: parsed.value }) : (await history.newestOfEach(origin))[0];
  return newest ? success(newest) : failed({ kind: 'noEntries' });
}

/** The same for a command that acts on the agent it is called for, never on whichever is newest. */
export async function newestEntryOf(history: History, argument: unknown): Promise<Result<HistoryEntry, InputFailure>> {
  const agent = requireAgent(argument);
  return agent.ok ? newestEntry(history, agent.value) : agent;
}

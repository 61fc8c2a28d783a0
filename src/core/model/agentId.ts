import { hasUnseen, trimUnseen } from '../base/plainText.ts';
import { failed, type Result, success } from '../base/result.ts';

declare const parsed: unique symbol;

/** The id of an agent, known to fit into one segment of a URL's path. */
export type AgentId = string & { readonly [parsed]: 'AgentId' };

/** Why a text cannot be an agent's id. */
export type AgentIdProblem = 'notText' | 'empty' | 'tooLong' | 'whiteSpace' | 'separator' | 'control' | 'dots';

/** No limit is documented; a path segment longer than this is a pasted document, not an id. */
const longestId = 200;

const problems: readonly (readonly [AgentIdProblem, (text: string) => boolean])[] = [
  ['empty', (text) => text === ''],
  ['tooLong', (text) => text.length > longestId],
  ['control', hasUnseen],
  ['whiteSpace', (text) => /\s/u.test(text)],
  ['separator', (text) => /[/\\?#]/u.test(text)],
  ['dots', (text) => text === '.' || text === '..'],
];

/**
 * Takes what a person typed or a program handed over as an agent's id; white space and unseen characters around it are dropped.
 *
 * The contract declares no pattern (its example begins with `agent_`, other clients use `agt_`), so only what cannot be
 * one path segment is refused.
 */
export function parseAgentId(input: unknown): Result<AgentId, { kind: 'agentIdInvalid'; reason: AgentIdProblem }> {
  if (typeof input !== 'string') return failed({ kind: 'agentIdInvalid', reason: 'notText' });
  const text = trimUnseen(input);
  const problem = problems.find(([, holds]) => holds(text));
  return problem ? failed({ kind: 'agentIdInvalid', reason: problem[0] }) : success(text as AgentId);
}

/** Whether a text is an agent's id as it stands, with nothing to drop: what a server or a file says is not mended. */
export function isAgentId(text: string): text is AgentId {
  const parsed = parseAgentId(text);
  return parsed.ok && parsed.value === text;
}

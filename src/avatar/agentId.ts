import { failed, type Result, success } from './result.ts';

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
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  ['control', (text) => /[\u0000-\u001f\u007f-\u009f]/u.test(text) || !text.isWellFormed()],
  ['whiteSpace', (text) => /\s/u.test(text)],
  ['separator', (text) => /[/\\?#]/u.test(text)],
  ['dots', (text) => text === '.' || text === '..'],
];

/**
 * Takes what a person typed or a program handed over as an agent's id; white space around it is dropped.
 *
 * The contract declares no pattern (its example begins with `agent_`, other clients use `agt_`), so only what cannot be
 * one path segment is refused.
 */
export function parseAgentId(input: unknown): Result<AgentId, { kind: 'agentIdInvalid'; reason: AgentIdProblem }> {
  if (typeof input !== 'string') return failed({ kind: 'agentIdInvalid', reason: 'notText' });
  const text = input.trim();
  const problem = problems.find(([, holds]) => holds(text));
  return problem ? failed({ kind: 'agentIdInvalid', reason: problem[0] }) : success(text as AgentId);
}

import { type AgentId, parseAgentId } from './agentId.ts';

/** A place in a text that names an agent. Lines count from 1. */
export interface AgentMention {
  readonly agentId: AgentId;
  readonly line: number;
}

/** Endings of the files in which a project names its agents. Files named `.env…` are looked into as well. */
export const mentioningExtensions = [
  'html',
  'htm',
  'jsx',
  'tsx',
  'js',
  'mjs',
  'cjs',
  'ts',
  'vue',
  'svelte',
  'astro',
  'json',
  'yaml',
  'yml',
  'php',
] as const;

/** A file that names more agents is a list of agents, not a page with one. */
const mostMentions = 200;

/**
 * `agent-id="…"`, `agentId: '…'`, `"agent_id": "…"`, `AGENT_ID=…` and their like: what stands before, the key, what
 * opens the value, the value and what comes after it. Every repetition is bounded, so that no text takes long.
 */
const keyed =
  /([:-]?)\b((?:\w{0,40}_)?agent[-_]?id)\w{0,20}["']?\s{0,8}([:=]\s{0,8}\{?\s{0,8}["'`]{0,2})([\w.~-]{3,200})(?![\w.~-]|[({[])/gi;

/** The ids that the vendor gives: a prefix and some 28 letters and digits. */
const bare = /\b(?:agent|agt)_[0-9a-z]{16,64}\b/gi;

/** The agents that a text of a project names, each once, in the order of their first places. */
export function findAgentMentions(text: string): AgentMention[] {
  const found = new Map<AgentId, number>();
  for (const match of text.matchAll(keyed)) {
    // Every group takes part in every match, which the types do not know.
    // Stryker disable next-line StringLiteral: what stands for a missing group is never used
    const [, before = '', key = '', opening = '', value = ''] = match;
    if (isIdOfKey(before, key, opening, value)) add(value, match.index + match[0].length - value.length);
  }
  for (const match of text.matchAll(bare)) {
    if (hasDigit(match[0])) add(match[0], match.index);
  }
  return inOrder(text, found);

  function add(value: string, index: number): void {
    const parsed = parseAgentId(value);
    const known = parsed.ok ? found.get(parsed.value) : undefined;
    if (parsed.ok && (known === undefined || known > index)) found.set(parsed.value, index);
  }
}

/** The text that names exactly one agent and says nothing else, as someone copies it; `undefined` for any other. */
export function wholeAgentId(text: string): AgentId | undefined {
  const parsed = parseAgentId(text);
  const looksGiven = /^(?:agent|agt)_[\w-]{3,100}$/i.test(text.trim()) && hasDigit(text);
  return parsed.ok && looksGiven ? parsed.value : undefined;
}

/**
 * A literal `agent-id="…"` holds an id, whatever it looks like. Where code stands in its place (`:agent-id="id"` in Vue,
 * `agentId: id` in a script), only what no variable would be called is taken: prefix and digit, or long with a digit.
 */
function isIdOfKey(before: string, key: string, opening: string, value: string): boolean {
  const isAttribute = key.toLowerCase() === 'agent-id' && before === '';
  if (isAttribute && ['="', "='"].includes(opening)) return true;
  return hasDigit(value) && (/^(?:agent|agt)_/i.test(value) || (value.length >= 16 && /["'`]/.test(opening)));
}

function hasDigit(text: string): boolean {
  return /\d/.test(text);
}

function inOrder(text: string, found: ReadonlyMap<AgentId, number>): AgentMention[] {
  const places = [...found].sort(([, a], [, b]) => a - b).slice(0, mostMentions);
  let line = 1;
  let counted = 0;
  return places.map(([agentId, index]) => {
    for (; counted < index; counted++) if (text.charCodeAt(counted) === 10) line++;
    return { agentId, line };
  });
}

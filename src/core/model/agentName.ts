import { parseAgentId } from './agentId.ts';
import { plainText } from '../base/plainText.ts';

/** Longer than any name that helps to tell agents apart in a list. Characters. */
const longestName = 120;

/**
 * A name from outside as one line of plain text.
 *
 * @returns `undefined` for what is no name: not a text, or nothing left of it
 */
export function parseAgentName(input: unknown): string | undefined {
  if (typeof input !== 'string') return undefined;
  const name = plainText(input, longestName);
  return name === '' ? undefined : name;
}

/** Whether a text is most likely a whole agent id, and no part of a name: ids are long, or have the usual prefix. */
export function looksLikeAgentId(text: string): boolean {
  return (/^(?:agent|agt)_./.test(text) || text.length >= 16) && parseAgentId(text).ok;
}

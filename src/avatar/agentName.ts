import { parseAgentId } from './agentId.ts';

/** Longer than any name that helps to tell agents apart in a list. Characters. */
const longestName = 120;

/**
 * A name from outside as one line of plain text: control and direction-changing characters become spaces.
 *
 * @returns `undefined` for what is no name: not a text, or nothing left of it
 */
export function parseAgentName(input: unknown): string | undefined {
  if (typeof input !== 'string') return undefined;
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  const plain = input.slice(0, 4 * longestName).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ');
  const line = plain.replace(/\s+/g, ' ').trim().toWellFormed();
  if (line === '') return undefined;
  const characters = Array.from(line);
  return characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : line;
}

/** Whether a text is most likely a whole agent id, and no part of a name: ids are long, or have the usual prefix. */
export function looksLikeAgentId(text: string): boolean {
  return (/^(?:agent|agt)_./.test(text) || text.length >= 16) && parseAgentId(text).ok;
}

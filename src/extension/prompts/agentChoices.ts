import type { AgentId } from '../../core/model/agentId.ts';
import { looksLikeAgentId, parseAgentName } from '../../core/model/agentName.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { ListedAgent } from './agentSearch.ts';

/** The known agents, by source. Each list may still be filling. */
export interface KnownAgents {
  readonly recent: readonly HistoryEntry[];
  readonly workspace: readonly { readonly agentId: AgentId; readonly place: string }[];
  readonly listed: readonly ListedAgent[];
  /** The text that `listed` answers, so that the server's own idea of what fits it is kept. */
  readonly listedFor: string | undefined;
  /** Names heard of before. */
  readonly nameOf: (agentId: AgentId) => string | undefined;
  /** The one id that the clipboard holds, if it holds nothing else. */
  readonly clipboard?: AgentId;
  /** Whether agents may still come, or would come with a key, that fit what is typed. */
  readonly incomplete: boolean;
}

export type ChoiceSection = 'recent' | 'clipboard' | 'workspace' | 'listed' | 'typed';

/** A row of the question. Texts are data and may hold anything that is one line. */
export interface AgentChoice {
  readonly section: ChoiceSection;
  readonly agentId: AgentId;
  readonly label: string;
  /** The description beside the label: the most useful part first. */
  readonly notes: readonly string[];
  /** Shown whether or not the editor's own filter finds what is typed in it. */
  readonly alwaysShow: boolean;
  /** The newest entry of the agent, for its image. */
  readonly entry?: HistoryEntry;
}

/**
 * The rows in their order, each agent once, under the best name known.
 *
 * Enter takes the first: when a whole id is typed, that must be the agent of this id, never one that merely contains it
 * or has it for a name. So it goes first, and its label is the id.
 *
 * @param typed what is typed, trimmed; `typedId` the id it makes, if any
 */
export function agentChoices(known: KnownAgents, typed: string, typedId: AgentId | undefined): AgentChoice[] {
  const names = bestNames(known);
  const choices = new Map<AgentId, AgentChoice>();
  const add = (section: ChoiceSection, agentId: AgentId, more: { note?: string; alwaysShow?: boolean; entry?: HistoryEntry } = {}) => {
    if (choices.has(agentId)) return;
    const { note, alwaysShow = false, entry } = more;
    choices.set(agentId, { section, agentId, ...words(agentId, names.get(agentId), typed, note), alwaysShow, ...(entry && { entry }) });
  };
  for (const entry of known.recent) add('recent', entry.agentId, { entry });
  if (known.clipboard && typed === '') add('clipboard', known.clipboard);
  for (const { agentId, place } of known.workspace) add('workspace', agentId, { note: place });
  for (const { agentId } of known.listed) add('listed', agentId, { alwaysShow: known.listedFor === typed && typed !== '' });
  const others = [...choices.values()].filter(({ agentId }) => agentId !== typedId);
  if (typedId === undefined) return others;
  const exact = choices.get(typedId);
  if (exact) return [{ ...exact, alwaysShow: true }, ...others];
  // Half a name is no id: it is not offered as one as long as anything else may be meant.
  if (!looksLikeAgentId(typedId) && (known.incomplete || others.some((choice) => fits(choice, typed)))) return others;
  return [{ section: 'typed', agentId: typedId, label: typedId, notes: [], alwaysShow: true }, ...others];
}

/** Whether the editor's filter shows a row for what is typed. */
function fits({ label, notes, alwaysShow }: AgentChoice, typed: string): boolean {
  return alwaysShow || [label, ...notes].some((text) => text.toLowerCase().includes(typed.toLowerCase()));
}

/** The server's latest answer outranks an older entry. */
function bestNames({ recent, listed, nameOf }: KnownAgents): Map<AgentId, string> {
  const names = new Map<AgentId, string>();
  for (const { agentId, agentName } of recent) {
    const name = nameOf(agentId) ?? parseAgentName(agentName);
    if (name !== undefined) names.set(agentId, name);
  }
  for (const { agentId, name } of listed) {
    const parsed = parseAgentName(name) ?? nameOf(agentId);
    if (parsed !== undefined) names.set(agentId, parsed);
  }
  return names;
}

/** A name that looks like an id could be taken for another agent's: it never becomes the label. */
function words(agentId: AgentId, name: string | undefined, typed: string, note: string | undefined): { label: string; notes: string[] } {
  const rest = note === undefined ? [] : [note];
  if (name === undefined) return { label: agentId, notes: rest };
  const underId = agentId === typed || /^(?:agent|agt)_/i.test(name);
  return underId ? { label: agentId, notes: [name, ...rest] } : { label: name, notes: [agentId, ...rest] };
}

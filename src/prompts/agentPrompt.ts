import * as vscode from 'vscode';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { explainAgentId } from '../editor/explanation.ts';
import { type Answer, ask, placeInSteps, type Step } from './step.ts';

interface AgentItem extends vscode.QuickPickItem {
  readonly agentId?: AgentId;
}

/** Asks which agent: one of those updated before, or whatever ID is typed. */
export function askAgent(step: Step, updates: Promise<readonly AvatarUpdate[]>, onUnreadable: (error: unknown) => void): Promise<Answer<AgentId>> {
  const pick = vscode.window.createQuickPick<AgentItem>();
  placeInSteps(pick, step);
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.placeholder = vscode.l10n.t('Pick an agent, or enter an ID such as agent_3701k3ttaq12ewp8b7qv5rfyszkz');
  let recent: readonly AvatarUpdate[] = [];
  const refresh = () => (pick.items = agentItems(recent, pick.value));
  pick.onDidChangeValue(refresh);
  pick.busy = true;
  const loaded = updates
    .then((found) => {
      recent = found;
      refresh();
    })
    .finally(() => (pick.busy = false));
  loaded.catch(onUnreadable);
  return ask(pick, (item) => item?.agentId);
}

function agentItems(recent: readonly AvatarUpdate[], typed: string): AgentItem[] {
  const known = withHeading(vscode.l10n.t('recently updated'), recent.map(recentItem));
  const text = typed.trim();
  if (text === '' || recent.some(({ agentId }) => agentId === text)) return known;
  const fresh = withHeading(vscode.l10n.t('new'), [typedItem(text)]);
  // Enter takes the first: for a whole ID that must be the ID itself, never another agent that merely contains it.
  return looksLikeId(text) ? [...fresh, ...known] : [...known, ...fresh];
}

function recentItem({ agentId, agentName }: AvatarUpdate): AgentItem {
  return agentName ? { label: agentName, description: agentId, agentId } : { label: agentId, agentId };
}

function typedItem(text: string): AgentItem {
  const parsed = parseAgentId(text);
  if (!parsed.ok) return { label: text, description: explainAgentId(parsed.failure.reason), alwaysShow: true };
  const description = vscode.l10n.t('use this agent ID');
  return { label: text, description, agentId: parsed.value, alwaysShow: true };
}

function looksLikeId(text: string): boolean {
  return /^(?:agent|agt)_/.test(text) || (text.length >= 16 && parseAgentId(text).ok);
}

function withHeading(label: string, items: readonly AgentItem[]): AgentItem[] {
  return items.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];
}

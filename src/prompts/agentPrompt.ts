import * as vscode from 'vscode';
import { type AgentId, parseAgentId } from '../avatar/agentId.ts';
import { wholeAgentId } from '../avatar/agentMentions.ts';
import type { AvatarUpdate } from '../avatar/update.ts';
import type { MissingKey } from '../editor/agentDirectory.ts';
import { explainAgentId } from '../editor/explanation.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import { findWorkspaceAgents, type WorkspaceAgent } from '../editor/workspaceAgents.ts';
import type { Pictures } from '../history/pictures.ts';
import { type AgentChoice, agentChoices, type ChoiceSection } from './agentChoices.ts';
import { AgentSearch, type ListAgents } from './agentSearch.ts';
import { SteadyRows } from './steadyRows.ts';
import { type Answer, ask, createPick, plainRow, type Step } from './step.ts';

/** Where agents are known from. Each is asked when the question opens and may answer late, or never. */
export interface AgentSources {
  readonly recent: () => Promise<readonly AvatarUpdate[]>;
  readonly pictures: Pictures;
  readonly list: ListAgents;
  readonly nameOf: (agentId: AgentId) => string | undefined;
  /** Why the server gave no agents the last time, where a key would help. */
  readonly missingKey: () => MissingKey | undefined;
  /** Told when a source fails; the others go on. */
  readonly onProblem: (source: string, error: unknown) => void;
}

/** The server's own agents wait so long for those of the workspace, which stand above them. Milliseconds. */
const workspaceFirst = 400;

interface AgentItem extends vscode.QuickPickItem {
  readonly value?: AgentId | 'setKey';
}

/**
 * Asks which agent. The question is there at once and fills as its sources answer.
 *
 * @returns `setKey` where the person would rather give a key first, to see their agents
 */
export function askAgent(step: Step, sources: AgentSources): Promise<Answer<AgentId | 'setKey'>> {
  const prompt = new AgentPrompt(step, sources);
  return prompt.ask();
}

class AgentPrompt {
  readonly #pick: vscode.QuickPick<AgentItem>;
  readonly #ends = new AbortController();
  readonly #search: AgentSearch;
  readonly #workspace: WorkspaceAgent[] = [];
  readonly #rows = new SteadyRows();
  #recentRead = false;
  #workspaceRead = false;
  #offersKey = false;
  #recent: readonly AvatarUpdate[] = [];
  #thumbnails: ReadonlySet<string> = new Set();
  #clipboard: AgentId | undefined;
  #working = 0;
  #drawing: NodeJS.Timeout | undefined;
  #drawn = '';

  constructor(
    step: Step,
    private readonly sources: AgentSources,
  ) {
    this.#pick = createPick(step, vscode.l10n.t('Pick an agent, or enter an ID such as agent_3701k3ttaq12ewp8b7qv5rfyszkz'));
    // Until the first answers are drawn nobody should take it for all there is.
    this.#pick.busy = true;
    this.#search = new AgentSearch(sources.list, () => this.#drawSoon());
    this.#pick.onDidChangeValue((value) => {
      this.#search.search(value.trim());
      this.#draw();
    });
  }

  ask(): Promise<Answer<AgentId | 'setKey'>> {
    const answer = ask(this.#pick, (item) => {
      const value = item?.value;
      return value === 'setKey' || (value !== undefined && this.#rows.mayTake(value, performance.now())) ? value : undefined;
    });
    const { sources } = this;
    this.#fill('recently updated agents', async () => {
      try {
        [this.#recent, this.#thumbnails] = await Promise.all([sources.recent(), sources.pictures.thumbnails()]);
      } finally {
        this.#recentRead = true;
      }
    });
    this.#fill('clipboard', async () => (this.#clipboard = wholeAgentId(await vscode.env.clipboard.readText())));
    const workspaceWait = setTimeout(() => this.#readWorkspace(), workspaceFirst);
    this.#fill('workspace', () => findWorkspaceAgents((agent) => this.#add(agent), this.#ends.signal).finally(() => this.#readWorkspace()));
    this.#search.search('', 0);
    return answer.finally(() => {
      this.#ends.abort();
      this.#search.dispose();
      clearTimeout(this.#drawing);
      clearTimeout(workspaceWait);
    });
  }

  #readWorkspace(): void {
    this.#workspaceRead = true;
    this.#drawSoon();
  }

  #add(agent: WorkspaceAgent): void {
    this.#workspace.push(agent);
    this.#drawSoon();
  }

  /** Lets one source answer; a source that fails is missed by itself alone. */
  #fill(name: string, read: () => Promise<unknown>): void {
    this.#working++;
    void read()
      .catch((error: unknown) => this.sources.onProblem(name, error))
      .finally(() => {
        this.#working--;
        this.#drawSoon();
      });
  }

  /** Answers that come together are drawn together. */
  #drawSoon(): void {
    if (this.#ends.signal.aborted) return;
    this.#drawing ??= setTimeout(() => this.#draw(), 30);
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    if (this.#ends.signal.aborted) return;
    const pick = this.#pick;
    const typed = pick.value.trim();
    const items = this.#items(typed).map(plainRow);
    pick.busy = this.#working > 0 || this.#search.busy;
    const drawn = JSON.stringify(items);
    // What an arrow key did a moment ago is not known here yet, and rows that are given anew undo it.
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const chosen = pick.activeItems[0]?.value;
    const wasFirst = chosen === pick.items.find(({ value }) => value)?.value;
    pick.keepScrollPosition = true;
    pick.items = items;
    // Who has moved down to a row stays on it when more rows come.
    const again = wasFirst ? undefined : items.find(({ value }) => value !== undefined && value === chosen);
    if (again) pick.activeItems = [again];
  }

  #items(typed: string): AgentItem[] {
    const parsed = parseAgentId(typed);
    const missingKey = this.sources.missingKey();
    const incomplete = (this.#search.busy && !this.#search.slow) || missingKey !== undefined;
    const choices = agentChoices(
      {
        recent: this.#recent,
        // The recent ones stand on top: the others wait the moment it takes to read them.
        workspace: this.#recentRead ? this.#workspace : [],
        listed: this.#recentRead && this.#workspaceRead ? this.#search.agents : [],
        listedFor: this.#search.answers,
        nameOf: this.sources.nameOf,
        incomplete,
        ...(this.#clipboard && { clipboard: this.#clipboard }),
      },
      typed,
      parsed.ok ? parsed.value : undefined,
    );
    const items: AgentItem[] = [];
    let section: ChoiceSection | undefined;
    for (const choice of this.#rows.arrange(choices, typed, performance.now(), this.#offersKey)) {
      if (choice.section !== section) items.push({ label: heading(choice.section), kind: vscode.QuickPickItemKind.Separator });
      section = choice.section;
      items.push(this.#item(choice));
    }
    if (!parsed.ok && typed !== '' && !incomplete && !choices.some(({ alwaysShow }) => alwaysShow)) {
      items.push({ label: typed, description: explainAgentId(parsed.failure.reason), alwaysShow: true });
    }
    // Like the server's agents, whose place it takes, it stands below the others and so waits for them.
    this.#offersKey = missingKey !== undefined && this.#recentRead && this.#workspaceRead;
    if (missingKey && this.#offersKey) items.push({ label: heading('listed'), kind: vscode.QuickPickItemKind.Separator }, setKeyItem(missingKey));
    return items;
  }

  #item({ section, agentId, label, notes, alwaysShow, update }: AgentChoice): AgentItem {
    const shown = section === 'typed' ? [vscode.l10n.t('use this agent ID')] : notes;
    return {
      value: agentId,
      label,
      description: shown.join(' · '),
      alwaysShow,
      ...(update && { iconPath: rowIcon(this.sources.pictures, update.image, this.#thumbnails) }),
    };
  }
}

function setKeyItem({ scheme, why }: MissingKey): AgentItem {
  return {
    value: 'setKey',
    label: scheme === 'apiKey' ? vscode.l10n.t('Set API Key…') : vscode.l10n.t('Set Dashboard Token…'),
    description: why === 'none' ? vscode.l10n.t('to pick your agents by name') : vscode.l10n.t('the server did not accept the one there is'),
    iconPath: new vscode.ThemeIcon('key'),
    alwaysShow: true,
  };
}

function heading(section: ChoiceSection): string {
  const headings: Record<ChoiceSection, string> = {
    recent: vscode.l10n.t('recently updated'),
    clipboard: vscode.l10n.t('from the clipboard'),
    workspace: vscode.l10n.t('in this workspace'),
    listed: vscode.l10n.t('your agents'),
    typed: vscode.l10n.t('new'),
  };
  return headings[section];
}

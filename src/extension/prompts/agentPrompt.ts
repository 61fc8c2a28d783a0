import * as vscode from 'vscode';
import { type AgentId, parseAgentId } from '../../core/model/agentId.ts';
import { wholeAgentId } from '../../core/model/agentMentions.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { MissingKey } from '../../core/services/agentDirectory.ts';
import { explainAgentId } from '../editor/explanation.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import { findWorkspaceAgents } from '../editor/workspaceAgents.ts';
import type { ImageStore } from '../../core/history/imageStore.ts';
import type { ChoiceSection } from './agentChoices.ts';
import { AgentList, type AgentListRow, setKey } from './agentList.ts';
import { AgentSearch, type ListAgents } from './agentSearch.ts';
import { type Answer, ask, createPick, plainRow, type Step } from './step.ts';

/** The sources of agents. Each is asked when the question opens and may answer late, or never. */
export interface AgentSources {
  readonly recent: () => Promise<readonly HistoryEntry[]>;
  readonly images: ImageStore;
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
  readonly value?: AgentListRow['id'];
}

/**
 * Asks which agent. The question is there at once and fills as its sources answer.
 *
 * @returns `setKey` where the person would rather give a key first, to see their agents
 */
export function askAgent(step: Step, sources: AgentSources): Promise<Answer<AgentListRow['id']>> {
  const prompt = new AgentPrompt(step, sources);
  return prompt.ask();
}

class AgentPrompt {
  readonly #pick: vscode.QuickPick<AgentItem>;
  readonly #ends = new AbortController();
  readonly #search: AgentSearch;
  readonly #list = new AgentList();
  #thumbnails: ReadonlySet<string> = new Set();
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

  ask(): Promise<Answer<AgentListRow['id']>> {
    const list = this.#list;
    const answer = ask(this.#pick, (item) => {
      const value = item?.value;
      return value !== undefined && list.mayTake(value, performance.now()) ? value : undefined;
    });
    const { sources } = this;
    this.#fill('recently updated agents', async () => {
      try {
        [list.recent, this.#thumbnails] = await Promise.all([sources.recent(), sources.images.thumbnails()]);
      } finally {
        // The others wait for these no longer.
        list.recent ??= [];
      }
    });
    this.#fill('clipboard', async () => (list.clipboard = wholeAgentId(await vscode.env.clipboard.readText())));
    const workspaceWait = setTimeout(() => this.#endWorkspaceWait(), workspaceFirst);
    this.#fill('workspace', () =>
      findWorkspaceAgents((agent) => this.#add(agent), this.#ends.signal).finally(() => this.#endWorkspaceWait()),
    );
    this.#search.search('', 0);
    return answer.finally(() => {
      this.#ends.abort();
      this.#search.dispose();
      clearTimeout(this.#drawing);
      clearTimeout(workspaceWait);
    });
  }

  #endWorkspaceWait(): void {
    this.#list.isWorkspaceRead = true;
    this.#drawSoon();
  }

  #add(agent: AgentList['workspace'][number]): void {
    this.#list.workspace.push(agent);
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
    const drawn = JSON.stringify(items.map(({ value, ...texts }) => [texts, String(value)]));
    // The effect of an arrow key arrives here late, and new rows undo it.
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const chosen = pick.activeItems[0]?.value;
    const wasFirst = chosen === pick.items.find(({ value }) => value)?.value;
    pick.keepScrollPosition = true;
    pick.items = items;
    // A person who moved to a row stays on it when more rows come.
    const again = wasFirst ? undefined : items.find(({ value }) => value !== undefined && value === chosen);
    if (again) pick.activeItems = [again];
  }

  #items(typed: string): AgentItem[] {
    const parsed = parseAgentId(typed);
    const missingKey = this.sources.missingKey();
    const incomplete = (this.#search.busy && !this.#search.slow) || missingKey !== undefined;
    const view = {
      typed,
      typedId: parsed.ok ? parsed.value : undefined,
      search: this.#search,
      isKeyMissing: missingKey !== undefined,
      incomplete,
      nameOf: this.sources.nameOf,
    };
    const rows = this.#list.rows(view, performance.now());
    const items: AgentItem[] = [];
    let section: ChoiceSection | undefined;
    for (const row of rows) {
      if (row.section !== section) items.push({ label: heading(row.section), kind: vscode.QuickPickItemKind.Separator });
      section = row.section;
      if (row.id !== setKey) items.push(this.#agentItem(row));
      else if (missingKey) items.push(setKeyItem(missingKey));
    }
    if (!parsed.ok && typed !== '' && !incomplete && !rows.some((row) => row.id !== setKey && row.alwaysShow)) {
      items.push({ label: typed, description: explainAgentId(parsed.failure.reason), alwaysShow: true });
    }
    return items;
  }

  #agentItem({ section, agentId, label, notes, alwaysShow, entry }: Exclude<AgentListRow, { id: typeof setKey }>): AgentItem {
    const shown = section === 'typed' ? [vscode.l10n.t('use this agent ID')] : notes;
    return {
      value: agentId,
      label,
      description: shown.join(' · '),
      alwaysShow,
      ...(entry && { iconPath: rowIcon(this.sources.images, entry.image, this.#thumbnails) }),
    };
  }
}

function setKeyItem({ scheme, why }: MissingKey): AgentItem {
  return {
    value: setKey,
    label: scheme === 'apiKey' ? vscode.l10n.t('Set API Key…') : vscode.l10n.t('Set Dashboard Token…'),
    description:
      why === 'none' ? vscode.l10n.t('to pick your agents by name') : vscode.l10n.t('the server did not accept the one there is'),
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

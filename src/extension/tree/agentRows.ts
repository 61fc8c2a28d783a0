import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { AgentId } from '../../core/model/agentId.ts';
import type { AgentNames } from '../../core/model/agentNames.ts';
import { plainText } from '../../core/base/plainText.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { UploadState, UploadStates } from '../../core/model/uploadStates.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import { readAccount } from '../editor/settings.ts';
import { rowImage } from '../../core/history/rowImage.ts';
import type { History } from '../../core/history/history.ts';
import { commandIds } from '../ids.ts';
import { exactTime, relativeTime, relativeTimeHolds } from './relativeTime.ts';
import { type AgentRow, RowList } from './rowList.ts';

/** The sources of the rows. */
export interface AgentRowsDeps {
  readonly history: History;
  readonly names: AgentNames;
  readonly states: UploadStates;
}

/** VS Code asks for rows right after it was told of them: so long what was read need not be read again. Milliseconds. */
const freshFor = 1_000;

/** The rows of the sidebar's tree: the agents updated on the server in use, newest first, each with its newest entry. */
export class AgentRows implements Omit<vscode.TreeDataProvider<AgentRow>, 'onDidChangeTreeData'> {
  readonly #list = new RowList();
  #thumbnails: ReadonlySet<string> = new Set();
  #hasEarlier: (agentId: AgentId) => boolean = () => false;
  /** The relative time that each row shows now. */
  readonly #times = new WeakMap<AgentRow, string>();
  /** The server that was read last, and when; of several readings at a time the one begun last counts. */
  #fresh: { readonly origin: string; readonly at: number } | undefined;
  #readings = 0;

  /** @param drawAnew redraws rows; without any, the whole list */
  constructor(
    private readonly deps: AgentRowsDeps,
    private readonly drawAnew: (rows?: AgentRow[]) => void,
  ) {}

  /** Redraws rows whose history changed. Each entry is told of twice: by this window when it writes it, and by the disk. */
  async refreshIfChanged(): Promise<void> {
    const account = readAccount();
    const changed = account.ok ? await this.#read(account.value.baseUrl.origin) : 'all';
    if (changed === 'all') this.drawAnew();
    else if (changed.length > 0) this.drawAnew([...changed]);
  }

  /** Makes the times true again, and nothing else. */
  refreshTimes(): void {
    const untrue = this.#list.rows.filter((row) => row.entry && this.#times.get(row) !== timeOf(row.entry));
    if (untrue.length > 0) this.drawAnew(untrue);
  }

  /** Draws an agent's row under the name it has by now, if it has a row. */
  refreshName(agent: Agent): void {
    const row = this.#list.of(agent);
    if (row) this.drawAnew([row]);
  }

  /** Draws an agent's row with the state it has by now; its first upload has a row only as long as it is under way. */
  async refreshState(agent: Agent): Promise<void> {
    const row = this.#list.of(agent);
    if (row?.entry) this.drawAnew([row]);
    else await this.refreshIfChanged();
  }

  /** Milliseconds until the first of the times is no longer true. */
  get timesHold(): number {
    const now = Date.now();
    return this.#list.rows.reduce((least, { entry }) => Math.min(least, entry ? relativeTimeHolds(entry.at, now) : Infinity), Infinity);
  }

  async getChildren(parent?: AgentRow): Promise<AgentRow[]> {
    const account = readAccount();
    if (parent || !account.ok) return [];
    const { origin } = account.value.baseUrl;
    const isFresh = this.#fresh?.origin === origin && Date.now() - this.#fresh.at < freshFor;
    if (!isFresh) await this.#read(origin);
    this.#fresh = undefined;
    return [...this.#list.rows];
  }

  getTreeItem(row: AgentRow): vscode.TreeItem {
    return row.entry ? this.#entryItem(row, row.entry) : this.#firstSendingItem(row);
  }

  /** Without a menu: there is nothing yet to show, restore or copy. */
  #firstSendingItem(row: AgentRow): vscode.TreeItem {
    const label = agentLabel(this.#named(row));
    const item = new vscode.TreeItem(label);
    item.id = row.agentId;
    item.description = withState('', 'sending');
    item.iconPath = sendingIcon();
    item.tooltip = row.agentId;
    item.contextValue = 'firstSending';
    item.accessibilityInformation = { label: `${label}, ${item.description}` };
    return item;
  }

  #entryItem(row: AgentRow, entry: HistoryEntry): vscode.TreeItem {
    const { agentId, avatarUrl, image } = entry;
    const state = this.deps.states.of(entry);
    const time = timeOf(entry);
    this.#times.set(row, time);
    const agent = this.#named(entry);
    const item = new vscode.TreeItem(agentLabel(agent));
    item.id = agentId;
    item.description = state ? withState(time, state) : time;
    item.tooltip = tooltip(entry, agent.agentName);
    item.iconPath = state === 'sending' ? sendingIcon() : rowIcon(this.deps.history.images, image, this.#thumbnails);
    item.contextValue = ['agent', ...(avatarUrl ? ['hasUrl'] : []), ...(this.#hasEarlier(agentId) ? ['hasEarlier'] : [])].join(' ');
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, avatar set {1}, {2}', agentLabel(agent), item.description, plainText(image.fileName)),
    };
    item.command = { command: commandIds.showPreview, title: vscode.l10n.t('Show Avatar Preview'), arguments: [row] };
    return item;
  }

  async #read(origin: string): Promise<readonly AgentRow[] | 'all'> {
    const { history, names, states } = this.deps;
    const reading = ++this.#readings;
    const [listed, thumbnails, hasEarlier] = await Promise.all([
      history.newestOfEach(origin),
      history.images.thumbnails(),
      history.haveEarlier(origin),
    ]);
    if (reading !== this.#readings) return [];
    for (const entry of listed) {
      if (!names.get(entry)) names.learn(entry, entry.agentName);
    }
    this.#fresh = { origin, at: Date.now() };
    this.#thumbnails = thumbnails;
    this.#hasEarlier = hasEarlier;
    const known = new Set(listed.map(({ agentId }) => agentId));
    const first = states.sending(origin).filter((agentId) => !known.has(agentId));
    return this.#list.take([
      ...first.map((agentId) => ({ origin, agentId, entry: undefined, looks: '' })),
      ...listed.map((entry) => ({ origin, agentId: entry.agentId, entry, looks: this.#looksOf(entry) })),
    ]);
  }

  #looksOf({ id, agentId, image }: HistoryEntry): string {
    return `${id} ${this.#hasEarlier(agentId)} ${rowImage(image, this.#thumbnails)}`;
  }

  /** Under the name it has by now. */
  #named<Named extends Agent>(agent: Named): Named {
    const agentName = this.deps.names.get(agent) ?? agent.agentName;
    return { ...agent, ...(agentName !== undefined && { agentName }) };
  }
}

function timeOf({ at }: HistoryEntry): string {
  return relativeTime(at, Date.now(), vscode.env.language);
}

function sendingIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('loading~spin');
}

function withState(time: string, state: UploadState): string {
  const sentences: Record<UploadState, string> = {
    sending: vscode.l10n.t('sending a new avatar…'),
    live: vscode.l10n.t('{0}, live', time),
    notVisibleYet: vscode.l10n.t('{0}, not visible yet', time),
  };
  return sentences[state];
}

/** Longest line of a tooltip, in characters. */
const longestFact = 500;

/** A text of lines, and no Markdown, in which VS Code reads `&lt;` as `<` and makes links of addresses. */
function tooltip({ agentId, at, avatarUrl, image }: HistoryEntry, name: string | undefined): string {
  const lines: [string, string | undefined][] = [
    [vscode.l10n.t('Agent'), name],
    [vscode.l10n.t('Agent ID'), agentId],
    [vscode.l10n.t('File'), image.fileName],
    [vscode.l10n.t('Avatar URL'), avatarUrl ?? vscode.l10n.t('none given by the server')],
    [vscode.l10n.t('Set'), exactTime(at, vscode.env.language)],
  ];
  return lines.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${plainText(value, longestFact)}`])).join('\n');
}

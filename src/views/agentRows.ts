import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../avatar/agent.ts';
import type { AgentId } from '../avatar/agentId.ts';
import type { AgentNames } from '../avatar/agentNames.ts';
import type { AvatarUpdate } from '../avatar/update.ts';
import type { UploadState, UploadStates } from '../avatar/uploadStates.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import { readBaseUrl } from '../editor/settings.ts';
import type { Updates } from '../history/updates.ts';
import { commandIds } from '../ids.ts';
import { exactTime, relativeTime, relativeTimeHolds } from './relativeTime.ts';

/** A row of the tree: an agent's newest update, or the agent itself while its first avatar from here is on its way. */
export type AgentRow = AvatarUpdate | Agent;

/** What the rows show, and from where. */
export interface AgentRowsParts {
  readonly updates: Updates;
  readonly names: AgentNames;
  readonly states: UploadStates;
}

/** The rows of the sidebar's tree: the agents updated on the server in use, newest first, each with its newest update. */
export class AgentRows implements Omit<vscode.TreeDataProvider<AgentRow>, 'onDidChangeTreeData'> {
  #rows: readonly AvatarUpdate[] = [];
  #thumbnails: ReadonlySet<string> = new Set();
  #hasEarlier: (agentId: AgentId) => boolean = () => false;
  /** What each row's time says now, by the update's id. */
  readonly #times = new Map<string, string>();

  /** @param drawAnew has rows drawn anew; without any, the list is read anew */
  constructor(
    private readonly parts: AgentRowsParts,
    private readonly drawAnew: (rows?: AgentRow[]) => void,
  ) {}

  /**
   * Draws the rows anew where the history has others. One update is told of twice, by who wrote it and by the disk, and
   * rows that are drawn anew for nothing take a hover away.
   */
  async refreshIfChanged(): Promise<void> {
    const baseUrl = readBaseUrl();
    if (!baseUrl.ok) {
      this.drawAnew();
      return;
    }
    const { rows, thumbnails, hasEarlier } = await this.#read(baseUrl.value.origin);
    const shown = facts(this.#rows, this.#hasEarlier);
    const same = facts(rows, hasEarlier) === shown && [...thumbnails].every((name) => this.#thumbnails.has(name));
    if (!same) this.drawAnew();
  }

  /** Makes the times true again, and nothing else. */
  refreshTimes(): void {
    const untrue = this.#rows.filter((update) => this.#times.get(update.id) !== timeOf(update));
    if (untrue.length > 0) this.drawAnew(untrue);
  }

  /** Draws an agent's row under the name it has by now, if it has a row. */
  refreshName(agent: Agent): void {
    const row = this.#rowOf(agent);
    if (row) this.drawAnew([row]);
  }

  /**
   * Draws an agent's row with the state it has by now; its first upload has a row only as long as it is under way. The other
   * rows stay: what a person does to a row while the whole list is read anew, a drop for one, is lost in VS Code.
   */
  refreshState(agent: Agent): void {
    const row = this.#rowOf(agent);
    this.drawAnew(row && [row]);
  }

  /** Milliseconds until the first of the times is no longer true. */
  get timesHold(): number {
    const now = Date.now();
    return this.#rows.reduce((least, { at }) => Math.min(least, relativeTimeHolds(at, now)), Infinity);
  }

  async getChildren(parent?: AgentRow): Promise<AgentRow[]> {
    const baseUrl = readBaseUrl();
    if (parent || !baseUrl.ok) return [];
    const { names, states } = this.parts;
    const server = baseUrl.value.origin;
    const { rows, thumbnails, hasEarlier } = await this.#read(server);
    for (const row of rows) {
      if (!names.get(row)) names.learn(row, row.agentName);
    }
    this.#rows = rows;
    this.#thumbnails = thumbnails;
    this.#hasEarlier = hasEarlier;
    this.#times.clear();
    const known = new Set(rows.map(({ agentId }) => agentId));
    const first = states.sending(server).filter((agentId) => !known.has(agentId));
    return [...first.map((agentId) => ({ origin: server, agentId })), ...rows];
  }

  getTreeItem(row: AgentRow): vscode.TreeItem {
    return 'image' in row ? this.#updateItem(row) : this.#firstSendingItem(row);
  }

  /** Without a menu: there is nothing yet to show, restore or copy. */
  #firstSendingItem(agent: Agent): vscode.TreeItem {
    const { agentId } = agent;
    const label = agentLabel(this.#named(agent));
    const item = new vscode.TreeItem(label);
    item.id = agentId;
    item.description = withState('', 'sending');
    item.iconPath = sendingIcon();
    item.tooltip = agentId;
    item.contextValue = 'firstSending';
    item.accessibilityInformation = { label: `${label}, ${item.description}` };
    return item;
  }

  #updateItem(update: AvatarUpdate): vscode.TreeItem {
    const { agentId, avatarUrl, image } = update;
    const state = this.parts.states.of(update);
    const time = timeOf(update);
    this.#times.set(update.id, time);
    const agent = this.#named(update);
    const item = new vscode.TreeItem(agentLabel(agent));
    item.id = agentId;
    item.description = state ? withState(time, state) : time;
    item.tooltip = tooltip(update, agent.agentName);
    item.iconPath = state === 'sending' ? sendingIcon() : rowIcon(this.parts.updates.pictures, image, this.#thumbnails);
    item.contextValue = ['agent', ...(avatarUrl ? ['hasUrl'] : []), ...(this.#hasEarlier(agentId) ? ['hasEarlier'] : [])].join(' ');
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, avatar set {1}, {2}', agentLabel(agent), item.description, image.fileName),
    };
    item.command = { command: commandIds.showPreview, title: vscode.l10n.t('Show Avatar Preview'), arguments: [update] };
    return item;
  }

  async #read(origin: string) {
    const { updates } = this.parts;
    const [rows, thumbnails, hasEarlier] = await Promise.all([
      updates.newestOfEach(origin),
      updates.pictures.thumbnails(),
      updates.haveEarlier(origin),
    ]);
    return { rows, thumbnails, hasEarlier };
  }

  #rowOf({ origin, agentId }: Agent): AvatarUpdate | undefined {
    return this.#rows.find((update) => update.agentId === agentId && update.origin === origin);
  }

  /** Under the name it has by now. */
  #named<Named extends Agent>(agent: Named): Named {
    const agentName = this.parts.names.get(agent) ?? agent.agentName;
    return { ...agent, ...(agentName !== undefined && { agentName }) };
  }
}

/** What of the history the rows show. */
function facts(rows: readonly AvatarUpdate[], hasEarlier: (agentId: AgentId) => boolean): string {
  return rows.map(({ id, agentId }) => `${id} ${hasEarlier(agentId)}`).join();
}

function timeOf({ at }: AvatarUpdate): string {
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

/** Names and URLs are data: `appendText` escapes what Markdown would read as markup. */
function tooltip({ agentId, at, avatarUrl, image }: AvatarUpdate, name: string | undefined): vscode.MarkdownString {
  const lines: [string, string | undefined][] = [
    [vscode.l10n.t('Agent'), name],
    [vscode.l10n.t('Agent ID'), agentId],
    [vscode.l10n.t('File'), image.fileName],
    [vscode.l10n.t('Avatar URL'), avatarUrl ?? vscode.l10n.t('none given by the server')],
    [vscode.l10n.t('Set'), exactTime(at, vscode.env.language)],
  ];
  const text = new vscode.MarkdownString();
  for (const [label, value] of lines) {
    if (value !== undefined) text.appendText(`${label}: ${value}`).appendMarkdown('  \n');
  }
  return text;
}

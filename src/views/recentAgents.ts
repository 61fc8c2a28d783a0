import * as vscode from 'vscode';
import { type AgentNames } from '../avatar/agentNames.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { type UploadState, type UploadStates } from '../avatar/uploadStates.ts';
import { rowIcon } from '../editor/rowIcon.ts';
import { onDidChangeServer, readBaseUrl } from '../editor/settings.ts';
import { type Updates } from '../history/updates.ts';
import { commandIds, viewIds } from '../ids.ts';
import { exactTime, relativeTime, relativeTimeHolds } from './relativeTime.ts';

/** The times are looked at this often at least, since rows come while the clock waits. Milliseconds. */
const longestWait = 10_000;

/** What the tree shows, and from where. */
export interface RecentAgentsParts {
  readonly updates: Updates;
  readonly names: AgentNames;
  readonly states: UploadStates;
}

/** The sidebar's tree: the agents updated on the server in use, newest first, each with its newest update. */
class RecentAgents implements vscode.TreeDataProvider<AvatarUpdate> {
  readonly #changed = new vscode.EventEmitter<AvatarUpdate[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #rows: readonly AvatarUpdate[] = [];
  #thumbnails: ReadonlySet<string> = new Set();
  /** What each row's time says now, by the update's id. */
  readonly #times = new Map<string, string>();

  constructor(private readonly parts: RecentAgentsParts) {}

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Makes the times true again, and nothing else. */
  refreshTimes(): void {
    const untrue = this.#rows.filter((update) => this.#times.get(update.id) !== timeOf(update));
    if (untrue.length > 0) this.#changed.fire(untrue);
  }

  /** Milliseconds until the first of the times is no longer true. */
  get timesHold(): number {
    const now = Date.now();
    return this.#rows.reduce((least, { at }) => Math.min(least, relativeTimeHolds(at, now)), Infinity);
  }

  async getChildren(parent?: AvatarUpdate): Promise<AvatarUpdate[]> {
    const baseUrl = readBaseUrl();
    if (parent || !baseUrl.ok) return [];
    const { updates, names } = this.parts;
    const [rows, thumbnails] = await Promise.all([updates.newestOfEach(baseUrl.value.origin), updates.pictures.thumbnails()]);
    for (const { origin, agentId, agentName } of rows) {
      if (!names.get(origin, agentId)) names.learn(origin, agentId, agentName);
    }
    this.#rows = rows;
    this.#thumbnails = thumbnails;
    this.#times.clear();
    return rows;
  }

  getTreeItem(update: AvatarUpdate): vscode.TreeItem {
    const { origin, agentId, avatarUrl, image } = update;
    const state = this.parts.states.get(origin, agentId);
    const time = timeOf(update);
    this.#times.set(update.id, time);
    const name = this.#nameOf(update);
    const item = new vscode.TreeItem(name ?? agentId);
    item.id = agentId;
    item.description = state ? withState(time, state) : time;
    item.tooltip = tooltip(update, name);
    item.iconPath = state === 'sending' ? new vscode.ThemeIcon('loading~spin') : rowIcon(this.parts.updates.pictures, image, this.#thumbnails);
    item.contextValue = avatarUrl ? 'agent hasUrl' : 'agent';
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, avatar set {1}, {2}', name ?? agentId, item.description, image.fileName),
    };
    item.command = { command: commandIds.showPreview, title: vscode.l10n.t('Show Avatar Preview'), arguments: [update] };
    return item;
  }

  #nameOf({ origin, agentId, agentName }: AvatarUpdate): string | undefined {
    return this.parts.names.get(origin, agentId) ?? agentName;
  }
}

/** The view, kept true to the history in all windows, to the server in use, and to the clock. */
export class RecentAgentsView implements vscode.Disposable {
  readonly #provider: RecentAgents;
  readonly #view: vscode.TreeView<AvatarUpdate>;
  readonly #subscriptions: vscode.Disposable;
  #clock: NodeJS.Timeout | undefined;
  #following: { readonly origin: string; dispose(): void } | undefined;

  constructor(
    private readonly parts: RecentAgentsParts,
    dragAndDropController: vscode.TreeDragAndDropController<AvatarUpdate>,
  ) {
    this.#provider = new RecentAgents(parts);
    this.#view = vscode.window.createTreeView(viewIds.recent, { treeDataProvider: this.#provider, dragAndDropController });
    const refresh = () => this.refresh();
    this.#subscriptions = vscode.Disposable.from(
      this.#view,
      parts.updates.onDidChange(refresh),
      parts.states.onDidChange(refresh),
      onDidChangeServer(() => this.#followServer()),
      this.#view.onDidChangeVisibility(() => this.#beSeen()),
    );
    this.#beSeen();
  }

  /** Reads the list anew. */
  refresh(): void {
    this.#provider.refresh();
  }

  dispose(): void {
    clearTimeout(this.#clock);
    this.#following?.dispose();
    this.#subscriptions.dispose();
  }

  /** Nobody needs the time, or the other windows, in a view that is not seen. */
  #beSeen(): void {
    clearTimeout(this.#clock);
    if (!this.#view.visible) return;
    this.#followServer();
    this.#tick();
  }

  #tick(): void {
    this.#provider.refreshTimes();
    const wait = Math.min(Math.max(this.#provider.timesHold, 1_000), longestWait);
    this.#clock = setTimeout(() => this.#tick(), wait);
  }

  #followServer(): void {
    const baseUrl = readBaseUrl();
    const origin = baseUrl.ok ? baseUrl.value.origin : undefined;
    if (origin === this.#following?.origin) return;
    this.#following?.dispose();
    this.#following = origin === undefined ? undefined : { origin, ...this.parts.updates.follow(origin, () => this.#view.visible) };
    this.refresh();
  }
}

function timeOf({ at }: AvatarUpdate): string {
  return relativeTime(at, Date.now(), vscode.env.language);
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

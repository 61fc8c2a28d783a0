import * as vscode from 'vscode';
import { type AvatarUpdate } from '../avatar/update.ts';
import { onDidChangeServer, readBaseUrl } from '../editor/settings.ts';
import { type Updates } from '../history/updates.ts';
import { commandIds, viewIds } from '../ids.ts';
import { exactTime, relativeTime } from './relativeTime.ts';

/** How often "2 min ago" is made true again while the view is seen. */
const minute = 60_000;

/** The sidebar's tree: the agents updated on the server in use, newest first, each with its newest update. */
class RecentAgents implements vscode.TreeDataProvider<AvatarUpdate> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly updates: Updates) {}

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(parent?: AvatarUpdate): Promise<AvatarUpdate[]> {
    const baseUrl = readBaseUrl();
    return parent || !baseUrl.ok ? [] : this.updates.newestOfEach(baseUrl.value.origin);
  }

  getTreeItem(update: AvatarUpdate): vscode.TreeItem {
    const { agentId, agentName, at, avatarUrl } = update;
    const item = new vscode.TreeItem(agentName ?? agentId);
    const when = relativeTime(at, Date.now(), vscode.env.language);
    item.id = agentId;
    item.description = when;
    item.tooltip = tooltip(update);
    item.iconPath = vscode.Uri.file(this.updates.pictures.pathOf(update.image));
    item.contextValue = avatarUrl ? 'agent hasUrl' : 'agent';
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, avatar set {1}, {2}', agentName ?? agentId, when, update.image.fileName),
    };
    item.command = { command: commandIds.showPreview, title: vscode.l10n.t('Show Avatar Preview'), arguments: [update] };
    return item;
  }
}

/** Registers the view and keeps it true: to the history, to the server in use, and to the clock. */
export function registerRecentAgents(updates: Updates): vscode.Disposable {
  const provider = new RecentAgents(updates);
  const view = vscode.window.createTreeView(viewIds.recent, { treeDataProvider: provider });
  const refresh = () => provider.refresh();
  const clock = setInterval(() => view.visible && refresh(), minute);
  return vscode.Disposable.from(
    view,
    updates.onDidChange(refresh),
    onDidChangeServer(refresh),
    { dispose: () => clearInterval(clock) },
  );
}

/** Names and URLs are data: `appendText` escapes what Markdown would read as markup. */
function tooltip({ agentId, agentName, at, avatarUrl, image }: AvatarUpdate): vscode.MarkdownString {
  const lines: [string, string | undefined][] = [
    [vscode.l10n.t('Agent'), agentName],
    [vscode.l10n.t('Agent ID'), agentId],
    [vscode.l10n.t('File'), image.fileName],
    [vscode.l10n.t('Avatar URL'), avatarUrl ?? vscode.l10n.t('none given by the server')],
    [vscode.l10n.t('Set'), exactTime(at, vscode.env.language)],
  ];
  const text = new vscode.MarkdownString();
  for (const [name, value] of lines) {
    if (value !== undefined) text.appendText(`${name}: ${value}`).appendMarkdown('  \n');
  }
  return text;
}

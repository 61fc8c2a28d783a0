import * as vscode from 'vscode';
import { onDidChangeServer, readAccount } from '../editor/settings.ts';
import { AgentRows, type AgentRowsDeps } from './agentRows.ts';
import type { RecentTree } from './recentTree.ts';

/** The times are looked at this often at least, since rows come while the clock waits. Milliseconds. */
const longestWait = 10_000;

/** Keeps the list in the sidebar true: to the history in all windows, to the server in use, and to the clock. */
export class RecentAgents implements vscode.Disposable {
  readonly rows: AgentRows;
  readonly #subscriptions: vscode.Disposable;
  #clock: NodeJS.Timeout | undefined;
  /** Absent until the list is first seen, and asked for by VS Code itself. */
  #following: { readonly origin: string | undefined; dispose(): void } | undefined;

  constructor(
    private readonly tree: RecentTree,
    private readonly deps: AgentRowsDeps,
  ) {
    this.rows = new AgentRows(deps, tree.refresh);
    this.#subscriptions = vscode.Disposable.from(
      deps.history.onDidChange(() => this.#orAll(this.rows.refreshIfChanged())),
      deps.states.onDidChange((agent) => this.#orAll(this.rows.refreshState(agent))),
      deps.names.onDidChange((agent) => this.rows.refreshName(agent)),
      onDidChangeServer(() => this.#followServer()),
      tree.view.onDidChangeVisibility(() => this.#beSeen()),
    );
    this.#beSeen();
  }

  /** Reads the list anew. */
  refresh(): void {
    this.tree.refresh();
  }

  dispose(): void {
    clearTimeout(this.#clock);
    this.#following?.dispose();
    this.#subscriptions.dispose();
  }

  #orAll(refreshed: Promise<void>): void {
    // The tree reads the same files and reports the same error.
    refreshed.catch(() => this.refresh());
  }

  /** Nobody needs the time, or the other windows, in a view that is not seen. */
  #beSeen(): void {
    clearTimeout(this.#clock);
    if (!this.tree.view.visible) return;
    this.#followServer();
    this.#tick();
  }

  #tick(): void {
    this.rows.refreshTimes();
    const wait = Math.min(Math.max(this.rows.timesHold, 1_000), longestWait);
    this.#clock = setTimeout(() => this.#tick(), wait);
  }

  #followServer(): void {
    const account = readAccount();
    const origin = account.ok ? account.value.baseUrl.origin : undefined;
    const before = this.#following;
    if (before && origin === before.origin) return;
    before?.dispose();
    this.#following = { origin, ...this.#follow(origin) };
    if (before) this.refresh();
  }

  #follow(origin: string | undefined): { dispose(): void } {
    return origin === undefined ? { dispose: () => undefined } : this.deps.history.follow(origin, () => this.tree.view.visible);
  }
}

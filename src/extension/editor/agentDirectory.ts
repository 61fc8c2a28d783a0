import type * as vscode from 'vscode';
import type { AgentPage, AgentQuery, ApiClient } from '../../core/api/apiClient.ts';
import { type Agent, agentKey } from '../../core/model/agent.ts';
import type { AgentNames } from '../../core/model/agentNames.ts';
import type { Scheme } from '../../core/model/credential.ts';
import type { ApiKeys } from './apiKeys.ts';
import { readBaseUrlOf, readScheme } from './settings.ts';

/** Why there is no list, where a key would help: there is none, or the server did not accept it. */
export interface MissingKey {
  readonly why: 'none' | 'refused';
  readonly scheme: Scheme;
}

/** The most that the API gives at once. */
const pageSize = 100;

/** Pages that are gone through for the name of one agent. */
const mostPages = 3;

/** The server's list of agents, as far as the server offers it and there is a key. Never asks for a key, never complains. */
export class AgentDirectory implements vscode.Disposable {
  /** Said already: why there is no list, by what it depends on. */
  readonly #said = new Set<string>();
  readonly #notOffered = new Set<string>();
  /** Agents that were looked for and not found, by server. */
  readonly #nameless = new Set<string>();
  readonly #keyChanges: vscode.Disposable;
  #missingKey: MissingKey | undefined;

  constructor(
    private readonly keys: ApiKeys,
    private readonly client: () => Promise<Pick<ApiClient, 'listAgents'>>,
    private readonly names: AgentNames,
    private readonly log: vscode.LogOutputChannel,
  ) {
    // Another key may see what the one before did not.
    this.#keyChanges = keys.onDidChange(() => {
      this.#said.clear();
      this.#notOffered.clear();
      this.#nameless.clear();
    });
  }

  dispose(): void {
    this.#keyChanges.dispose();
  }

  /** Why there was no list the last time, where a key would help. */
  get missingKey(): MissingKey | undefined {
    return this.#missingKey;
  }

  /** Whether the server says that it does not accept the key there is. */
  async refusesKey(origin: string, signal: AbortSignal): Promise<boolean> {
    const { missingKey } = await this.#ask(origin, {}, signal);
    return missingKey?.why === 'refused';
  }

  /** A page of a server's agents that fit a text; `undefined` where there is no list, which the log says once. */
  async list(origin: string, query: AgentQuery, signal: AbortSignal): Promise<AgentPage | undefined> {
    const { page, missingKey } = await this.#ask(origin, query, signal);
    if (!signal.aborted) this.#missingKey = missingKey;
    return page;
  }

  async #ask(origin: string, query: AgentQuery, signal: AbortSignal): Promise<{ readonly page?: AgentPage; readonly missingKey?: MissingKey }> {
    const baseUrl = readBaseUrlOf(origin);
    if (!baseUrl.ok) return {};
    const { host } = baseUrl.value;
    const scheme = readScheme();
    if (this.#notOffered.has(`${scheme} ${origin}`)) return {};
    const credential = await this.keys.get(origin, scheme);
    if (!credential) {
      this.#sayOnce(`There is no key for ${host} yet: its agents are not listed.`);
      return { missingKey: { why: 'none', scheme } };
    }
    const lister = await this.client();
    const page = await lister.listAgents({ baseUrl: baseUrl.value, credential }, { ...query, pageSize }, { signal });
    if (page.ok) {
      for (const { agentId, name } of page.value.agents) this.names.learn({ origin, agentId }, name);
      return { page: page.value };
    }
    const { kind } = page.failure;
    if (kind === 'cancelled') return {};
    if (kind === 'notOffered') this.#notOffered.add(`${scheme} ${origin}`);
    this.#sayOnce(
      kind === 'notOffered' ? `${host} does not offer its list of agents to this key.` : `The agents of ${host} cannot be listed (${kind}).`,
    );
    return kind === 'credentialRefused' ? { missingKey: { why: 'refused', scheme } } : {};
  }

  /** An agent's name: as it was heard of before, or else looked for once in the list, as far as there is one. */
  async nameOf(agent: Agent, signal: AbortSignal): Promise<string | undefined> {
    const known = () => this.names.get(agent);
    const key = agentKey(agent);
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages && known() === undefined && !this.#nameless.has(key); page++) {
      const listed = await this.list(agent.origin, { ...(cursor !== undefined && { cursor }) }, signal);
      if (!listed) return known();
      cursor = listed.nextCursor;
      if (cursor === undefined) break;
    }
    const name = known();
    if (name === undefined) this.#nameless.add(key);
    return name;
  }

  #sayOnce(line: string): void {
    if (!this.#said.has(line)) this.log.info(line);
    this.#said.add(line);
  }
}

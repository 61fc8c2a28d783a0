import type { AgentPage, AgentQuery, ApiClient, ApiLog } from '../api/apiClient.ts';
import type { Disposable } from '../base/emitter.ts';
import { type Account, accountKey } from '../model/account.ts';
import { type Agent, agentKey } from '../model/agent.ts';
import type { AgentNames } from '../model/agentNames.ts';
import type { Scheme } from '../model/credential.ts';
import type { Credentials } from './credentials.ts';

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
export class AgentDirectory implements Disposable {
  /** Said already: why there is no list, by what it depends on. */
  readonly #said = new Set<string>();
  readonly #notOffered = new Set<string>();
  /** Agents that were looked for and not found, by server. */
  readonly #nameless = new Set<string>();
  readonly #keyChanges: Disposable;
  #missingKey: MissingKey | undefined;

  constructor(
    private readonly credentials: Credentials,
    private readonly client: () => Promise<Pick<ApiClient, 'listAgents'>>,
    private readonly names: AgentNames,
    private readonly log: Pick<ApiLog, 'info'>,
  ) {
    // Another key may see what the one before did not.
    this.#keyChanges = credentials.onDidChange(() => {
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
  async refusesKey(account: Account, signal: AbortSignal): Promise<boolean> {
    const { missingKey } = await this.#ask(account, {}, signal);
    return missingKey?.why === 'refused';
  }

  /** A page of a server's agents that fit a text; `undefined` where there is no list, which the log says once. */
  async list(account: Account, query: AgentQuery, signal: AbortSignal): Promise<AgentPage | undefined> {
    const { page, missingKey } = await this.#ask(account, query, signal);
    if (!signal.aborted) this.#missingKey = missingKey;
    return page;
  }

  async #ask(
    account: Account,
    query: AgentQuery,
    signal: AbortSignal,
  ): Promise<{ readonly page?: AgentPage; readonly missingKey?: MissingKey }> {
    const { baseUrl, scheme } = account;
    const { host, origin } = baseUrl;
    const key = accountKey(account);
    if (this.#notOffered.has(key)) return {};
    const credential = await this.credentials.get(account);
    if (!credential) {
      this.#sayOnce(`There is no key for ${host} yet: its agents are not listed.`);
      return { missingKey: { why: 'none', scheme } };
    }
    const lister = await this.client();
    const page = await lister.listAgents({ baseUrl, credential }, { ...query, pageSize }, { signal });
    if (page.ok) {
      for (const { agentId, name } of page.value.agents) this.names.learn({ origin, agentId }, name);
      return { page: page.value };
    }
    const { kind } = page.failure;
    if (kind === 'cancelled') return {};
    if (kind === 'notOffered') this.#notOffered.add(key);
    this.#sayOnce(
      kind === 'notOffered'
        ? `${host} does not offer its list of agents to this key.`
        : `The agents of ${host} cannot be listed (${kind}).`,
    );
    return kind === 'credentialRefused' ? { missingKey: { why: 'refused', scheme } } : {};
  }

  /** An agent's name: as it was heard of before, or else looked for once in the list, as far as there is one. */
  async nameOf(account: Account, agent: Agent, signal: AbortSignal): Promise<string | undefined> {
    const known = () => this.names.get(agent);
    const key = agentKey(agent);
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages && known() === undefined && !this.#nameless.has(key); page++) {
      const listed = await this.list(account, { ...(cursor !== undefined && { cursor }) }, signal);
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

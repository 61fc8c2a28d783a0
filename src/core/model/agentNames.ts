import { Emitter } from '../base/emitter.ts';
import { type Agent, agentKey } from './agent.ts';
import { parseAgentName } from './agentName.ts';

/** Enough for every agent of a large workspace; the names learnt longest ago are forgotten first. */
const mostNames = 5_000;

/** The names of agents as far as they were heard of, each server's apart. A later name is the better one. */
export class AgentNames {
  readonly #names = new Map<string, string>();
  readonly #changed = new Emitter<Agent>();
  /** Fires when an agent has another name than before, or its first. */
  readonly onDidChange = this.#changed.event;

  get(agent: Agent): string | undefined {
    return this.#names.get(agentKey(agent));
  }

  /** @param name as it came from outside; what is no name teaches nothing */
  learn(agent: Agent, name: unknown): void {
    const parsed = parseAgentName(name);
    if (parsed === undefined) return;
    const key = agentKey(agent);
    const before = this.#names.get(key);
    this.#names.delete(key);
    this.#names.set(key, parsed);
    const [oldest] = this.#names.keys();
    if (this.#names.size > mostNames && oldest !== undefined) this.#names.delete(oldest);
    if (parsed === before) return;
    this.#changed.fire(agent);
  }
}

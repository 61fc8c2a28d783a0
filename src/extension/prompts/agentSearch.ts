import type { AgentId } from '../../core/model/agentId.ts';

export interface ListedAgent {
  readonly agentId: AgentId;
  readonly name?: string;
}

export interface ListedPage {
  readonly agents: readonly ListedAgent[];
  readonly nextCursor?: string;
}

/** Asks the server for a page of its agents; `undefined` where it has no such list, or could not be asked. */
export type ListAgents = (query: { search?: string; cursor?: string }, signal: AbortSignal) => Promise<ListedPage | undefined>;

/** How long typing must rest before the server is asked. Milliseconds. */
const rest = 250;

/** How long the server may be silent before what is typed is taken at its word. Milliseconds. */
const usualPatience = 4_000;

/** Pages that are fetched without being asked for; whoever has more agents types a part of the name. */
const mostPages = 3;

/** The server's agents for what is typed: asked when typing rests, page by page, given up as soon as more is typed. */
export class AgentSearch {
  #agents: readonly ListedAgent[] = [];
  #answers: string | undefined;
  #running: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #slow = false;
  #offered = true;

  /** @param onChange told whenever `agents`, `busy` or `slow` has changed */
  constructor(
    private readonly list: ListAgents,
    private readonly onChange: () => void,
    private readonly patience = usualPatience,
  ) {}

  /** The server's agents for the latest text. */
  get agents(): readonly ListedAgent[] {
    return this.#agents;
  }

  /** The text that `agents` are the answer to; `undefined` as long as there is none. */
  get answers(): string | undefined {
    return this.#answers;
  }

  get busy(): boolean {
    return this.#running !== undefined || this.#timer !== undefined;
  }

  /** Whether the server is still asked, and has been silent for so long that nothing should wait for it. */
  get slow(): boolean {
    return this.#slow;
  }

  /** Asks for the agents of a text; at once for the first, after a rest for those that are typed. */
  search(text: string, wait = rest): void {
    this.dispose();
    if (!this.#offered) return;
    this.#timer = setTimeout(() => void this.#run(text), wait);
    this.onChange();
  }

  /** Gives up what is under way. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running?.abort();
    this.#finish();
  }

  #finish(): void {
    this.#running = undefined;
    clearTimeout(this.#patience);
    this.#slow = false;
  }

  async #run(text: string): Promise<void> {
    this.#timer = undefined;
    const running = (this.#running = new AbortController());
    this.#patience = setTimeout(() => this.#tire(), this.patience);
    let found: readonly ListedAgent[] = [];
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages; page++) {
      const answer = await this.list({ ...(text && { search: text }), ...(cursor !== undefined && { cursor }) }, running.signal);
      // Superseded: what comes now answers a question nobody asks any more.
      if (this.#running !== running) return;
      if (!answer) {
        this.#offered = page > 1;
        break;
      }
      found = [...found, ...answer.agents];
      this.#agents = found;
      this.#answers = text;
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
      this.onChange();
    }
    this.#finish();
    this.onChange();
  }

  #tire(): void {
    this.#slow = true;
    this.onChange();
  }
}

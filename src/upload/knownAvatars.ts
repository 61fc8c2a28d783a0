import type { Server } from '../api/apiClient.ts';
import { type Agent, agentKey } from '../avatar/agent.ts';
import type { AgentId } from '../avatar/agentId.ts';
import type { AvatarImage } from '../avatar/image.ts';
import type { ApiKeys } from '../editor/apiKeys.ts';
import type { Network } from '../editor/network.ts';
import { readBaseUrlOf, readScheme } from '../editor/settings.ts';
import type { Updates } from '../history/updates.ts';
import { inspectImage } from '../image/inspect.ts';
import type { AvatarLookups, ShownAvatar } from './avatarLookups.ts';

/** A larger picture is not shown beside the new one. Bytes. */
const largestShown = 25_000_000;

/** How long an answer of the server is good for. Milliseconds. */
const freshFor = 5 * 60_000;

/** How long an upload may be held up by looking at what it replaces. Milliseconds. */
const longestLook = 4_000;

/** What a server said that an agent shows. */
type OnServer = { readonly kind: 'picture'; readonly image: AvatarImage } | Extract<ShownAvatar, { kind: 'orb' }>;

/** Asks the server what an agent shows; where it does not say, knows what was set from here. Never asks for a key. */
export class KnownAvatars implements AvatarLookups {
  /** The latest answer: whoever looks at a draft is likely to send it next. */
  #answer: { readonly key: string; readonly until: number; readonly shown: OnServer } | undefined;

  constructor(
    private readonly keys: ApiKeys,
    private readonly network: Network,
    private readonly updates: Updates,
  ) {}

  async current(agent: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const baseUrl = readBaseUrlOf(agent.origin);
    if (!baseUrl.ok) return undefined;
    const credential = await this.keys.get(agent.origin, readScheme());
    const server = credential && { baseUrl: baseUrl.value, credential };
    const shown = server && (await this.#fromServer(server, agent.agentId, signal));
    if (shown?.kind === 'picture') return { kind: 'picture', bytes: shown.image.bytes, mediaType: shown.image.mediaType };
    return shown ?? this.#fromHistory(agent);
  }

  /**
   * The picture that the first avatar set from here is about to replace: nobody else keeps it. `undefined` where the
   * history has one of this agent already, and where the server has, or shows, none.
   */
  async aboutToBeReplaced(server: Server, agentId: AgentId, signal: AbortSignal): Promise<AvatarImage | undefined> {
    const agent = { origin: server.baseUrl.origin, agentId };
    if (await this.updates.newestOf(agent)) return undefined;
    const answer = this.#answer;
    const isKnown = answer?.key === agentKey(agent) && answer.until > Date.now();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(longestLook)]);
    const shown = isKnown ? answer.shown : await this.#fromServer(server, agentId, limited);
    // What is sent now makes it untrue.
    this.#answer = undefined;
    return shown?.kind === 'picture' ? shown.image : undefined;
  }

  async #fromServer(server: Server, agentId: AgentId, signal: AbortSignal): Promise<OnServer | undefined> {
    const shown = await this.#askServer(server, agentId, signal);
    const { origin } = server.baseUrl;
    if (shown) this.#answer = { key: agentKey({ origin, agentId }), until: Date.now() + freshFor, shown };
    return shown;
  }

  async #askServer(server: Server, agentId: AgentId, signal: AbortSignal): Promise<OnServer | undefined> {
    const client = await this.network.client();
    const answer = await client.widgetAvatar(server, agentId, { signal });
    if (!answer.ok) return undefined;
    if (answer.value.type === 'orb') return { kind: 'orb', colors: answer.value.colors };
    const bytes = await client.fetchPublicAvatar({ url: answer.value.url, origin: server.baseUrl.origin }, signal);
    const image = bytes && (await inspectImage(bytes, '', largestShown));
    return image?.ok ? { kind: 'picture', image: image.value } : undefined;
  }

  async #fromHistory(agent: Agent): Promise<ShownAvatar | undefined> {
    const newest = await this.updates.newestOf(agent);
    const bytes = newest && (await this.updates.pictures.read(newest.image));
    return newest && bytes && { kind: 'picture', bytes, mediaType: newest.image.mediaType };
  }
}

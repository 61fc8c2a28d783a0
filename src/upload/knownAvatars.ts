import type { Server } from '../api/apiClient.ts';
import type { AgentId } from '../avatar/agentId.ts';
import { inspectImage } from '../avatar/image.ts';
import type { ApiKeys } from '../editor/apiKeys.ts';
import type { Network } from '../editor/network.ts';
import { readBaseUrl, readScheme } from '../editor/settings.ts';
import type { Updates } from '../history/updates.ts';
import type { AvatarLookups, ShownAvatar } from './avatarLookups.ts';

/** A larger picture is not shown beside the new one. Bytes. */
const largestShown = 25_000_000;

/** Asks the server what an agent shows; where it does not say, knows what was set from here. Never asks for a key. */
export class KnownAvatars implements AvatarLookups {
  constructor(
    private readonly keys: ApiKeys,
    private readonly network: Network,
    private readonly updates: Updates,
  ) {}

  async current(agentId: AgentId, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const baseUrl = readBaseUrl();
    if (!baseUrl.ok) return undefined;
    const credential = await this.keys.get(baseUrl.value.origin, readScheme());
    const server = credential && { baseUrl: baseUrl.value, credential };
    const shown = server && (await this.#fromServer(server, agentId, signal));
    return shown ?? this.#fromHistory(baseUrl.value.origin, agentId);
  }

  async #fromServer(server: Server, agentId: AgentId, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const client = await this.network.client();
    const answer = await client.widgetAvatar(server, agentId, { signal });
    if (!answer.ok) return undefined;
    if (answer.value.type === 'orb') return { kind: 'orb', colors: answer.value.colors };
    const bytes = await client.fetchPublicAvatar(answer.value.url, signal);
    const image = bytes && inspectImage(bytes, '', largestShown);
    return image?.ok ? { kind: 'picture', bytes: image.value.bytes, mediaType: image.value.mediaType } : undefined;
  }

  async #fromHistory(origin: string, agentId: AgentId): Promise<ShownAvatar | undefined> {
    const newest = await this.updates.newestOf(origin, agentId);
    const bytes = newest && (await this.updates.pictures.read(newest.image));
    return newest && bytes && { kind: 'picture', bytes, mediaType: newest.image.mediaType };
  }
}

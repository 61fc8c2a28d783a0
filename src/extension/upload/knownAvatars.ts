import type { Agent } from '../../core/model/agent.ts';
import type { ApiKeys } from '../editor/apiKeys.ts';
import type { Network } from '../editor/network.ts';
import { readBaseUrlOf, readScheme } from '../editor/settings.ts';
import type { Updates } from '../../core/history/updates.ts';
import type { AvatarLookups, ShownAvatar } from './avatarLookups.ts';
import { lookAtCurrent } from '../../core/services/currentAvatar.ts';

/** Asks the server what an agent shows; where it does not say, knows what was set from here. Never asks for a key. */
export class KnownAvatars implements AvatarLookups {
  constructor(
    private readonly keys: ApiKeys,
    private readonly network: Network,
    private readonly updates: Updates,
  ) {}

  async current(agent: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const shown = await this.#fromServer(agent, signal);
    return shown && shown.kind !== 'unreadable' ? shown : ((await this.#fromHistory(agent)) ?? shown);
  }

  async #fromServer({ origin, agentId }: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const baseUrl = readBaseUrlOf(origin);
    const credential = baseUrl.ok ? await this.keys.get(origin, readScheme()) : undefined;
    if (!baseUrl.ok || !credential) return undefined;
    const look = { baseUrl: baseUrl.value, credential, agentId, signal };
    const current = await lookAtCurrent(await this.network.client(), look);
    if (!current.ok) return current.failure.kind === 'currentUnknown' && current.failure.reason === 'picture' ? { kind: 'unreadable' } : undefined;
    if (current.value.kind === 'notTold') return undefined;
    if (current.value.kind === 'orb') return current.value;
    const { bytes, mediaType } = current.value.image;
    return { kind: 'picture', bytes, mediaType };
  }

  async #fromHistory(agent: Agent): Promise<ShownAvatar | undefined> {
    const newest = await this.updates.newestOf(agent);
    const bytes = newest && (await this.updates.pictures.read(newest.image));
    return newest && bytes && { kind: 'picture', bytes, mediaType: newest.image.mediaType };
  }
}

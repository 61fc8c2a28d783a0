import { type AgentId } from '../avatar/agentId.ts';
import { readBaseUrl } from '../editor/settings.ts';
import { type Updates } from '../history/updates.ts';
import { type AvatarLookups, type ShownAvatar } from './avatarLookups.ts';

/** Knows what was set from here. */
export class KnownAvatars implements AvatarLookups {
  constructor(private readonly updates: Updates) {}

  async current(agentId: AgentId): Promise<ShownAvatar | undefined> {
    const baseUrl = readBaseUrl();
    const [newest] = baseUrl.ok ? await this.updates.ofAgent(baseUrl.value.origin, agentId) : [];
    const bytes = newest && (await this.updates.pictures.read(newest.image));
    return newest && bytes && { kind: 'picture', bytes, mediaType: newest.image.mediaType };
  }

  visibility(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

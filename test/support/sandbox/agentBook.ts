import type { RecordedPart, SandboxAgent, StoredAvatar, WidgetAvatar } from './types.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
};

const ORB: WidgetAvatar = { type: 'orb', color_1: '#2792dc', color_2: '#9ce6e6' };

/** 2025-01-01T00:00:00Z in seconds; each agent is made a minute after the one before. */
const FIRST_CREATED = 1_735_689_600;

export interface AgentEntry extends SandboxAgent {
  readonly createdAt: number;
}

/** The agents that exist and the newest avatar of each, in memory. */
export class AgentBook {
  readonly #seeded: readonly SandboxAgent[];
  readonly #agents = new Map<string, AgentEntry>();
  readonly #avatars = new Map<string, StoredAvatar>();

  constructor(seeded: readonly SandboxAgent[]) {
    this.#seeded = seeded;
    this.reset();
  }

  reset(): void {
    this.#agents.clear();
    this.#avatars.clear();
    for (const agent of this.#seeded) {
      this.#add(agent);
    }
  }

  get agents(): readonly AgentEntry[] {
    return [...this.#agents.values()];
  }

  has(agentId: string): boolean {
    return this.#agents.has(agentId);
  }

  avatarOf(agentId: string): StoredAvatar | undefined {
    return this.#avatars.get(agentId);
  }

  /** What the widget of an existing agent shows. */
  widgetAvatarOf(agentId: string): WidgetAvatar {
    const stored = this.#avatars.get(agentId);
    return stored === undefined ? (this.#agents.get(agentId)?.avatar ?? ORB) : { type: 'image', url: stored.url };
  }

  /** Replaces the agent's avatar; an agent that does not exist is made, named by its id. */
  setAvatar(agentId: string, file: RecordedPart, baseUrl: string): StoredAvatar {
    if (!this.#agents.has(agentId)) {
      this.#add({ agent_id: agentId, name: agentId });
    }
    const before = this.#avatars.get(agentId);
    const stored: StoredAvatar = {
      bytes: file.bytes,
      contentType: file.contentType,
      fileName: file.fileName ?? '',
      sha256: file.sha256,
      // The first avatar's URL stays, as with the real service: caches then show the old image.
      url: before?.url ?? avatarUrl(baseUrl, agentId, file.contentType),
      revision: (before?.revision ?? 0) + 1,
    };
    this.#avatars.set(agentId, stored);
    return stored;
  }

  #add(agent: SandboxAgent): void {
    this.#agents.set(agent.agent_id, { ...agent, createdAt: FIRST_CREATED + 60 * this.#agents.size });
  }
}

function avatarUrl(baseUrl: string, agentId: string, contentType: string): string {
  return `${baseUrl}/avatars/${encodeURIComponent(agentId)}.${EXTENSIONS[contentType] ?? 'bin'}?source=sandbox`;
}

import type { Agent } from '../../core/model/agent.ts';

/** What an agent shows now: a picture's bytes, the two colours of its orb, or a picture that cannot be had or drawn. */
export type ShownAvatar =
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly kind: 'orb'; readonly colors: readonly [string, string] }
  | { readonly kind: 'unreadable' };

/** Questions about avatars that are already out there. None is required: each may have no answer, and that is no error. */
export interface AvatarLookups {
  /** What the agent shows now, as far as that can be had. */
  current(agent: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined>;
}

import type { AgentId } from '../../src/avatar/agentId.ts';

/** What the soak and its writers agree on. */
export const origin = 'https://soak.example.com';

/** The limit the writers tidy by; low, so that it is reached all the time. */
export const perAgent = 20;

/** What a writer says once it was told that an update is kept. `token` is in no other update. */
export interface Acknowledged {
  readonly id: string;
  readonly agentId: AgentId;
  readonly token: string;
}

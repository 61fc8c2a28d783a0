import type { AgentId } from '../../src/core/model/agentId.ts';
import type { Pace } from '../../src/core/history/pulses.ts';

/** What the soaks and their processes agree on. */
export const origin = 'https://soak.example.com';

/** The limit the writers of histories tidy by; low, so that it is reached all the time. */
export const perAgent = 20;

/** A writer lives for a tenth of a second: one that stands still for longer is dead. */
export const pace: Pace = { beat: 20, patience: 200, poll: 10 };

/** What a writer of a history says. `token` is in no other entry. */
export type Said =
  /** It was told that an entry is kept. */
  | { readonly kind: 'kept'; readonly id: string; readonly agentId: AgentId; readonly token: string }
  /** An attempt may go out now: what it replaces, with this token, must not be lost. `id` is the act's. */
  | { readonly kind: 'attempt'; readonly id: string; readonly agentId: AgentId; readonly token: string }
  /** The attempt set nothing for sure: what it would have replaced is where it was. */
  | { readonly kind: 'withdrawing'; readonly id: string };

/** What a window of the soak of uploads is told to do. `act` names a person's act among all. */
export type Job =
  | { readonly kind: 'set'; readonly act: number; readonly agentId: string; readonly seed: number; readonly cancelAfter?: number }
  /** The act failed before: Try Again. */
  | { readonly kind: 'again'; readonly act: number }
  | { readonly kind: 'setClock'; readonly offset: number }
  | { readonly kind: 'end' };

/** What such a window says. Times by the machine's monotonic clock, which all its processes share, in nanoseconds as text. */
export type FromWindow =
  | { readonly kind: 'ready' }
  /** The person pressed the button at some moment between these two. */
  | { readonly kind: 'pressed'; readonly act: number; readonly sha256: string; readonly from: string; readonly to: string }
  /** The person pressed Try Again at some moment between these two. */
  | { readonly kind: 'pressedAgain'; readonly act: number; readonly from: string; readonly to: string }
  | { readonly kind: 'ended'; readonly act: number; readonly outcome: Outcome; readonly tries: number; readonly heap?: number }
  | { readonly kind: 'closed'; readonly leaked: number; readonly problems: readonly string[] };

/** What the product reported of an act. */
export interface Outcome {
  readonly ok: boolean;
  readonly failure?: string;
  readonly maySet: boolean;
}

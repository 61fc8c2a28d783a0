import type { Agent } from '../../core/model/agent.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import type { Failure } from '../../core/model/failure.ts';
import { type Draft, withAgent } from '../../core/history/draft.ts';

/** Where the panel is on an avatar's way: draft → sending → sent, or failed with the draft intact. */
export type Review =
  /** `agent`: a picture is awaited for it. */
  | { readonly kind: 'empty'; readonly agent?: Agent }
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'sending'; readonly draft: Draft }
  | { readonly kind: 'failed'; readonly draft: Draft; readonly failure: Failure }
  /** `isNew`: it was set just now, and not looked up in the history. */
  | { readonly kind: 'sent'; readonly update: AvatarUpdate; readonly isNew: boolean };

type NamedAgent = Agent & { readonly agentName: string };

export type ReviewEvent =
  /** An agent and a picture were chosen, or a kept draft was found again. */
  | { readonly type: 'drafted'; readonly draft: Draft }
  /** An agent was chosen, and its picture is to be handed over in the panel. */
  | { readonly type: 'awaited'; readonly agent: Agent }
  /** Crop, background, output or agent of the draft that is shown were changed. */
  | { readonly type: 'changed'; readonly draft: Draft }
  | { readonly type: 'sendingBegan' }
  | { readonly type: 'cancelled'; readonly draftId: string }
  | { readonly type: 'failed'; readonly draftId: string; readonly failure: Failure }
  | { readonly type: 'accepted'; readonly draftId: string; readonly update: AvatarUpdate }
  /** An avatar is looked at that was set elsewhere: just now, or long ago. */
  | { readonly type: 'opened'; readonly update: AvatarUpdate; readonly isNew: boolean }
  /** The name of an agent was found that was known by its id alone. */
  | { readonly type: 'named'; readonly agent: NamedAgent }
  | { readonly type: 'discarded' };

/**
 * The state after an event. What does not concern the draft that is shown changes nothing: an answer may come back when
 * another draft has taken the panel.
 */
export function next(review: Review, event: ReviewEvent): Review {
  switch (event.type) {
    case 'drafted':
      return { kind: 'draft', draft: event.draft };
    case 'awaited':
      return { kind: 'empty', agent: event.agent };
    case 'changed':
      return isEditable(review) && review.draft.id === event.draft.id ? { kind: 'draft', draft: event.draft } : review;
    case 'sendingBegan':
      return isEditable(review) ? { kind: 'sending', draft: review.draft } : review;
    case 'cancelled':
      return isSending(review, event.draftId) ? { kind: 'draft', draft: review.draft } : review;
    case 'failed':
      return isShown(review, event.draftId) ? { kind: 'failed', draft: review.draft, failure: event.failure } : review;
    case 'accepted':
      return isSending(review, event.draftId) ? { kind: 'sent', update: event.update, isNew: true } : review;
    case 'opened':
      return { kind: 'sent', update: event.update, isNew: event.isNew };
    case 'named':
      return withName(review, event.agent);
    case 'discarded':
      return isEditable(review) ? { kind: 'empty' } : review;
    default: {
      const unknown: never = event;
      return unknown;
    }
  }
}

function withName(review: Review, named: NamedAgent): Review {
  const shown = agentOf(review);
  if (shown?.agentId !== named.agentId || shown.origin !== named.origin) return review;
  if (review.kind === 'sent') return { ...review, update: { ...review.update, agentName: named.agentName } };
  return 'draft' in review ? { ...review, draft: withAgent(review.draft, named) } : review;
}

/** The draft that the panel holds, sent or not. */
export function draftOf(review: Review): Draft | undefined {
  return 'draft' in review ? review.draft : undefined;
}

/** The agent that the panel is about. */
export function agentOf(review: Review): Agent | undefined {
  if (review.kind === 'empty') return review.agent;
  return review.kind === 'sent' ? review.update : review.draft;
}

type WithDraft = Extract<Review, { draft: Draft }>;

/** Whether the draft may be changed, sent or dropped. */
export function isEditable(review: Review): review is Extract<Review, { kind: 'draft' | 'failed' }> {
  return review.kind === 'draft' || review.kind === 'failed';
}

function isShown(review: Review, draftId: string): review is WithDraft {
  return draftOf(review)?.id === draftId;
}

function isSending(review: Review, draftId: string): review is Extract<Review, { kind: 'sending' }> {
  return review.kind === 'sending' && review.draft.id === draftId;
}

import type { Agent } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { Failure } from '../../core/model/failure.ts';
import { type Draft, withAgent } from '../../core/history/draft.ts';

/** The panel's state: draft → sending → sent, or failed with the draft intact. */
export type PreviewState =
  /** `agent`: an image is awaited for it. */
  | { readonly kind: 'empty'; readonly agent?: Agent }
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'sending'; readonly draft: Draft }
  | { readonly kind: 'failed'; readonly draft: Draft; readonly failure: Failure }
  /** `isNew`: it was set just now, and not looked up in the history. */
  | { readonly kind: 'sent'; readonly entry: HistoryEntry; readonly isNew: boolean };

type NamedAgent = Agent & { readonly agentName: string };

export type PreviewEvent =
  /** An agent and an image were chosen, or a kept draft was found again. */
  | { readonly type: 'drafted'; readonly draft: Draft }
  /** An agent was chosen, and its image is to be handed over in the panel. */
  | { readonly type: 'awaited'; readonly agent: Agent }
  /** Crop, background, output or agent of the draft that is shown were changed. */
  | { readonly type: 'changed'; readonly draft: Draft }
  | { readonly type: 'sendingBegan' }
  | { readonly type: 'cancelled'; readonly draftId: string }
  | { readonly type: 'failed'; readonly draftId: string; readonly failure: Failure }
  | { readonly type: 'accepted'; readonly draftId: string; readonly entry: HistoryEntry }
  /** An avatar is looked at that was set elsewhere: just now, or long ago. */
  | { readonly type: 'opened'; readonly entry: HistoryEntry; readonly isNew: boolean }
  /** The name of an agent was found that was known by its id alone. */
  | { readonly type: 'named'; readonly agent: NamedAgent }
  | { readonly type: 'discarded' };

/**
 * The state after an event. What does not concern the draft that is shown changes nothing: an answer may come back when
 * another draft has taken the panel.
 */
export function next(state: PreviewState, event: PreviewEvent): PreviewState {
  switch (event.type) {
    case 'drafted':
      return { kind: 'draft', draft: event.draft };
    case 'awaited':
      return { kind: 'empty', agent: event.agent };
    case 'changed':
      return isEditable(state) && state.draft.id === event.draft.id ? { kind: 'draft', draft: event.draft } : state;
    case 'sendingBegan':
      return isEditable(state) ? { kind: 'sending', draft: state.draft } : state;
    case 'cancelled':
      return isSending(state, event.draftId) ? { kind: 'draft', draft: state.draft } : state;
    case 'failed':
      return isShown(state, event.draftId) ? { kind: 'failed', draft: state.draft, failure: event.failure } : state;
    case 'accepted':
      return isSending(state, event.draftId) ? { kind: 'sent', entry: event.entry, isNew: true } : state;
    case 'opened':
      return { kind: 'sent', entry: event.entry, isNew: event.isNew };
    case 'named':
      return withName(state, event.agent);
    case 'discarded':
      return isEditable(state) ? { kind: 'empty' } : state;
    default: {
      const unknown: never = event;
      return unknown;
    }
  }
}

function withName(state: PreviewState, named: NamedAgent): PreviewState {
  const shown = agentOf(state);
  if (shown?.agentId !== named.agentId || shown.origin !== named.origin) return state;
  if (state.kind === 'sent') return { ...state, entry: { ...state.entry, agentName: named.agentName } };
  return 'draft' in state ? { ...state, draft: withAgent(state.draft, named) } : state;
}

/** The draft that the panel holds, sent or not. */
export function draftOf(state: PreviewState): Draft | undefined {
  return 'draft' in state ? state.draft : undefined;
}

/** The agent that the panel is about. */
export function agentOf(state: PreviewState): Agent | undefined {
  if (state.kind === 'empty') return state.agent;
  return state.kind === 'sent' ? state.entry : state.draft;
}

type WithDraft = Extract<PreviewState, { draft: Draft }>;

/** Whether the draft may be changed, sent or dropped. */
export function isEditable(state: PreviewState): state is Extract<PreviewState, { kind: 'draft' | 'failed' }> {
  return state.kind === 'draft' || state.kind === 'failed';
}

function isShown(state: PreviewState, draftId: string): state is WithDraft {
  return draftOf(state)?.id === draftId;
}

function isSending(state: PreviewState, draftId: string): state is Extract<PreviewState, { kind: 'sending' }> {
  return state.kind === 'sending' && state.draft.id === draftId;
}

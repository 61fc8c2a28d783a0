import type { Preparation } from '../core/model/preparation.ts';
import type { Visibility } from '../core/model/visibility.ts';

/**
 * The messages between the preview panel (the extension's side) and its page. Both sides read this file, so it imports
 * nothing but types. The page gets ready texts in the person's language and bytes; what it says is parsed by
 * `views/panel/incoming.ts`, since a page is outside.
 */

/** An image's bytes as stored or sent. A Blob of them in the page gets this media type. */
export interface PageImage {
  readonly bytes: ArrayBuffer;
  readonly mediaType: string;
}

export interface PageAgent {
  readonly id: string;
  /** The agent's name, or its id where no name is known. */
  readonly label: string;
}

/** Facts that a file's bytes state and its decoded pixels do not show. */
export interface PageFacts {
  readonly animated: boolean;
  /** The most telling thing beside the image: where it was taken, else anything, else parts that nobody could read. */
  readonly carries: 'place' | 'metadata' | 'unknown' | 'nothing';
}

/** A draft as the page gets it. Without a preparation, the page starts with the largest centred square, or the file as it is. */
export interface PageDraft {
  /** Names this draft; what the page says about a draft that is no longer shown is dropped by it. */
  readonly id: string;
  readonly agent: PageAgent;
  readonly fileName: string;
  readonly image: PageImage;
  readonly facts: PageFacts;
  readonly preparation?: Preparation;
  /** Whether the file is to be sent as it is, where there is no preparation; absent: the page judges by the image. */
  readonly asItIs?: boolean;
}

/** The avatar that the draft would replace. */
export type CurrentAvatar =
  | { readonly kind: 'image'; readonly image: PageImage }
  | { readonly kind: 'orb'; readonly colors: readonly [string, string] }
  | { readonly kind: 'unreadable' };

/** A failure in words, and the label of the one action that helps. */
export interface PageFailure {
  readonly sentence: string;
  readonly actionLabel?: string;
}

/** `notAsked`: there is no public URL to look at, or nobody has looked yet. */
export type PageVisibility = Visibility | 'checking' | 'notAsked';

/** An avatar that a server accepted. */
export interface PageSent {
  readonly agent: PageAgent;
  readonly fileName: string;
  readonly whenSet: string;
  readonly size: string;
  readonly avatarUrl?: string;
  readonly embedTag: string;
  /** The image that was sent; absent when its bytes are no longer kept. */
  readonly image?: PageImage;
  /** How it can be taken back, where the agent had another one before. */
  readonly back?: Extract<PlainRequest, 'undo' | 'restoreEarlier'>;
  /** Names this avatar, where the list needs a small image of it. */
  readonly thumbnailOf?: string;
  readonly state: PageState;
}

/** The state that the page keeps over a reload of the window: names of things, never their content. */
export type PageState =
  | { readonly kind: 'awaited'; readonly origin: string; readonly agentId: string; readonly agentName?: string }
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'sent'; readonly origin: string; readonly agentId: string };

/** From the extension to the page. */
export type ToPage =
  | { readonly type: 'empty'; readonly sentence: string; readonly state?: PageState }
  | { readonly type: 'draft'; readonly draft: PageDraft }
  | { readonly type: 'agent'; readonly agent: PageAgent }
  | { readonly type: 'current'; readonly current?: CurrentAvatar }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'sending'; readonly sentence: string }
  | { readonly type: 'unsent'; readonly failure?: PageFailure }
  | { readonly type: 'sent'; readonly sent: PageSent }
  | { readonly type: 'visibility'; readonly visibility: PageVisibility };

/** Requests that carry nothing. */
export const plainRequests = [
  'ready',
  'chooseImage',
  'changeAgent',
  'cancel',
  'discard',
  'failureAction',
  'copyAgentId',
  'copyUrl',
  'copyEmbedTag',
  'openUrl',
  'setAnother',
  'undo',
  'restoreEarlier',
  'checkAgain',
  'severalImages',
] as const;
export type PlainRequest = (typeof plainRequests)[number];

/** Most bytes that the page may hand over, pasted, dropped or prepared. The person's own limit is below or above it. */
export const mostImageBytes = 200_000_000;

/** Most characters of an address that the page may hand over: each letter of many languages takes nine of them. */
export const mostUriLength = 32_768;

/** Pixels a side of a small image for the list: a row's icon on a dense screen, four times over. */
export const thumbnailSide = 64;

/** Most bytes of one: twice what its pixels take unpacked. */
export const mostThumbnailBytes = 2 * 4 * thumbnailSide ** 2;

/** From the page to the extension. */
export type FromPage =
  | { readonly type: PlainRequest }
  /** Kept with the draft, so that it is there again after a reload. */
  | { readonly type: 'adjusted'; readonly draftId: string; readonly preparation: Preparation }
  /** Pasted, or dropped from outside the editor. */
  | { readonly type: 'image'; readonly bytes: ArrayBuffer; readonly fileName: string }
  /** The same, where its bytes are too many to be handed over. */
  | { readonly type: 'imageTooLarge'; readonly byteLength: number; readonly fileName: string }
  /** Dropped from the editor's own views, each address once; empty where there is none, or one that may not be handed over. */
  | { readonly type: 'uris'; readonly uris: readonly string[] }
  /** Without bytes, the draft's own are sent as they are. */
  | { readonly type: 'send'; readonly draftId: string; readonly prepared?: ArrayBuffer }
  /** The small PNG that was asked for by `thumbnailOf`. */
  | { readonly type: 'thumbnail'; readonly of: string; readonly png: ArrayBuffer }
  /** The page could not do its part; the sentence is for the log. */
  | { readonly type: 'broken'; readonly reason: string };

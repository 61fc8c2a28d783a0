import type { AgentId } from '../model/agentId.ts';
import type { BaseUrl } from '../model/baseUrl.ts';
import type { Credential } from '../model/credential.ts';
import type { ApiFailure } from '../model/failure.ts';
import type { SentFile } from '../model/image.ts';
import type { Result } from '../base/result.ts';
import type { Visibility } from '../model/visibility.ts';

/** The API as the rest of the product sees it: no undici, no form-data, so that naming it loads neither. */
export interface ApiClient {
  /** Sends one avatar; answers with what the server accepted, or why it did not. Never throws, never logs a secret. */
  setAvatar(server: Server, upload: Upload, options: CallOptions): Promise<Result<AcceptedAvatar, ApiFailure>>;
  /**
   * A page of the agents that the credential can see. Not every server or key has this call: `notOffered` then.
   *
   * @param query.search part of a name; `cursor` is a page's `nextCursor`
   */
  listAgents(server: Server, query: AgentQuery, options: CallOptions): Promise<Result<AgentPage, ApiFailure>>;
  /**
   * Gets the avatar that the agent's widget shows now. Not every server or key has this call: `notOffered` then, unless it was answered here
   * before for the same key and agent.
   */
  widgetAvatar(server: Server, agentId: AgentId, options: CallOptions): Promise<Result<WidgetAvatar, ApiFailure>>;
  /**
   * Looks once, without a credential, whether the public sees an avatar: whether the URL gives the bytes with this SHA-256
   * (in hexadecimal). Never throws; what cannot be seen, or may not be asked for, is not visible yet.
   */
  checkPublicAvatar(avatar: PublicAvatar, sha256: string, signal: AbortSignal): Promise<Visibility>;
  /** The bytes of a public avatar, without a credential and following no redirect; `undefined` when they cannot be had. */
  fetchPublicAvatar(avatar: PublicAvatar, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Closes every socket; calls under way end as cancelled. */
  dispose(): Promise<void>;
}

/** The server of a request and its credential. The two belong together: never mix them. */
export interface Server {
  readonly baseUrl: BaseUrl;
  readonly credential: Credential;
}

export interface Upload {
  readonly agentId: AgentId;
  readonly image: SentFile;
}

export interface CallOptions {
  /** Ends the call at any moment, also while it waits, with the failure `cancelled`. */
  readonly signal: AbortSignal;
  /** Told each time the call begins to wait, and why. */
  readonly onWaiting?: (waiting: Waiting) => void;
  /** Told each time a try goes out: whatever the call waited for is over. */
  readonly onTry?: () => void;
  /**
   * Asked right before each try goes out; gives what to call when that try has ended, with whether it may have done what was
   * asked. It keeps the try from going out by aborting the call's signal before it returns. It may make calls of its own
   * meanwhile, `inTurn`, and then confirms the turn.
   *
   * @param longest how long the try may take, in milliseconds
   */
  readonly beforeTry?: (turn: Turn, longest: number) => Promise<(mayHaveActed: boolean) => void>;
  /** Made in the `beforeTry` of another call: that one's turn is this one's too, and the limits counted both. */
  readonly inTurn?: Turn;
}

/** The turn of a try that is about to go out. */
export interface Turn {
  /**
   * To be called right before the try goes out. From this moment on the limits count it, however long ago its turn came; it
   * waits while they, or the server, leave no room.
   *
   * @throws the signal's reason when the call is aborted
   */
  confirm(): Promise<void>;
  /** Asked by a call that is made in the turn: whether that one is counted already. So is the first. */
  takeCounted(): boolean;
  /** Whether the limits have room for the try and another call at one time. */
  readonly hasRoomForMore: boolean;
}

/** Why a call waits. Times in milliseconds. */
export type Waiting =
  /** For its next try; `attempt` is that try's number, from 2. */
  | { readonly reason: 'retry'; readonly milliseconds: number; readonly attempt: number }
  /** For an earlier avatar of the same agent. */
  | { readonly reason: 'sameAgent' }
  /** For one of the other requests with this key to end (`maxConcurrentUploads`). */
  | { readonly reason: 'freePlace' }
  /** Until fewer requests lie within the last minute (`maxRequestsPerMinute`), those of other windows included. */
  | { readonly reason: 'minuteLimit'; readonly milliseconds: number }
  /** The same for the last hour (`maxRequestsPerHour`). */
  | { readonly reason: 'hourLimit'; readonly milliseconds: number }
  /** Since the server has asked, at another call, to be left alone for a time. */
  | { readonly reason: 'serverLimit'; readonly milliseconds: number };

export interface AcceptedAvatar {
  readonly agentId: AgentId;
  /** The avatar's public address; absent when the server gave `null` or nothing. */
  readonly avatarUrl?: string;
}

/** An avatar's public address. */
export interface PublicAvatar {
  readonly url: string;
  /** The server that named the URL: one of the internet must not lead into the network of this machine. */
  readonly origin: string;
}

export interface AgentQuery {
  readonly search?: string;
  readonly cursor?: string;
  /** From 1 to 100. */
  readonly pageSize?: number;
}

export interface AgentPage {
  readonly agents: readonly AgentSummary[];
  /** Names the next page; absent on the last one. */
  readonly nextCursor?: string;
}

export interface AgentSummary {
  readonly agentId: AgentId;
  /** Plain text, bounded; empty when the agent has none. */
  readonly name: string;
}

/** The avatar a widget shows: two colours (CSS, `#rrggbb`) or an image whose URL may be opened. */
export type WidgetAvatar =
  { readonly type: 'orb'; readonly colors: readonly [string, string] } | { readonly type: 'image'; readonly url: string };

/** The log of the client: one line a call, without secrets and bodies. VS Code's LogOutputChannel fits. */
export interface ApiLog {
  info(line: string): void;
  warn(line: string): void;
}

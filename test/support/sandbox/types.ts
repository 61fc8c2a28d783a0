import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from './faults.ts';

/** What the widget shows for an agent before (or instead of) an uploaded image. */
export type WidgetAvatar =
  | { readonly type: 'orb'; readonly color_1: string; readonly color_2: string }
  | { readonly type: 'url'; readonly custom_url: string }
  | { readonly type: 'image'; readonly url: string };

/** An agent the sandbox knows from the start. Without `avatar` the widget shows the default orb. */
export interface SandboxAgent {
  readonly agent_id: string;
  readonly name: string;
  readonly avatar?: WidgetAvatar;
}

export interface SandboxOptions {
  /** TCP port on 127.0.0.1; 0 (the default) takes any free one. */
  readonly port?: number;
  /** The name by which clients reach it, where that is none of this machine's; `url` is the address all the same. */
  readonly host?: string;
  /** Keys accepted in `x-api-key`. */
  readonly apiKeys?: readonly string[];
  /** Tokens accepted in `Authorization: Bearer …`. */
  readonly bearerTokens?: readonly string[];
  readonly agents?: readonly SandboxAgent[];
  /** True: an unknown agent is a 404. False (the default): its first upload creates it. */
  readonly strictAgents?: boolean;
  /** What the upload's answer says in `avatar_url`: the agent's stable URL (the default), null, or nothing. */
  readonly avatarUrl?: 'stable' | 'null' | 'absent';
  /** Whether `GET /v1/convai/agents` is offered: true (the default) or the status it is refused with. */
  readonly agentList?: true | 403 | 404;
  /** Whether `GET /v1/convai/agents/{id}/widget` is offered: true (the default) or the status it is refused with. */
  readonly widget?: true | 403 | 404;
  /** How many of the newest requests to keep in `requests` (default: all). 0 keeps none, for long runs. */
  readonly keepRequests?: number;
  /** Told each time that an agent gets an avatar, whoever sets it; `before` is what it had. */
  readonly onStored?: (agentId: string, stored: StoredAvatar, before: StoredAvatar | undefined) => void;
  /** Listen by https with this PEM key and certificate. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  /** One line for each request as it ends: method, path, status, size. Never a header, so never a credential. */
  readonly log?: (line: string) => void;
}

/** One part of a multipart body as it arrived. */
export interface RecordedPart {
  readonly name: string;
  /** Undefined when the part is a plain form field. */
  readonly fileName: string | undefined;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** One request, recorded when its headers arrive; the fields that are not readonly are filled in as it goes on. */
export interface RecordedRequest {
  /** 0 for the first request since the start or the last `reset()`. */
  readonly index: number;
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as sent, so that a header sent twice shows. */
  readonly rawHeaders: readonly string[];
  /** Milliseconds since the epoch at which the headers had arrived. */
  readonly time: number;
  /** Sent back in `x-request-id`. */
  readonly requestId: string;
  /** The whole body; empty until `complete`, and for a fault that does not read it. */
  body: Buffer;
  /** Parts of the body when it is well-formed multipart. */
  parts: readonly RecordedPart[];
  /** Why the body is not well-formed multipart, when it says it is multipart and is not. */
  malformed: string | undefined;
  /** True once the whole body has arrived and was read. */
  complete: boolean;
  /** The fault this request met, if any. */
  fault: Fault | undefined;
  /** Status that was sent; undefined while there is none, and when a fault answers with none. */
  status: number | undefined;
  /** True once this request's image became the agent's avatar, whatever was answered after. */
  stored: boolean;
}

/** An agent's newest avatar. */
export interface StoredAvatar {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly fileName: string;
  readonly sha256: string;
  /** Public URL, the same for each avatar of an agent. */
  readonly url: string;
  /** How many avatars the agent has been given, this one included. */
  readonly revision: number;
}

export interface FailOptions {
  /** How many matching requests meet the fault (default 1). */
  readonly times?: number;
  /** Which requests; by default every call under `/v1/`, so not the reading of public avatars. */
  readonly match?: (request: RecordedRequest) => boolean;
}

export interface Sandbox {
  /** Origin without a trailing slash, for the base-URL setting: `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /** The requests kept, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Requests received since the start or the last `reset()`, kept or not. */
  readonly requestCount: number;
  /** TCP connections that are open now. */
  readonly connections: number;
  /** Each agent that exists now, in the order of creation. */
  readonly agents: readonly SandboxAgent[];
  avatarOf(agentId: string): StoredAvatar | undefined;
  /** Sets an avatar without a request, as the dashboard would. */
  setElsewhere(
    agentId: string,
    image: Pick<StoredAvatar, 'fileName'> & { readonly bytes: Uint8Array; readonly mediaType: string },
  ): StoredAvatar;
  /** Queues a fault: the next matching requests meet it. The first queued fault that matches is taken. */
  fail(fault: Fault, options?: FailOptions): void;
  /**
   * Asks `choose` for each request that no queued fault took; its second argument has no body yet.
   * Pass undefined to stop.
   */
  failBy(choose: ((index: number, request: RecordedRequest) => Fault | undefined) | undefined): void;
  /**
   * Resolves with the first kept or future request for which `match` holds, as soon as its headers are there.
   * @throws {Error} when none came within `timeoutMs` (default 5,000).
   */
  waitForRequest(match?: (request: RecordedRequest) => boolean, timeoutMs?: number): Promise<RecordedRequest>;
  /** Forgets requests, avatars, faults and created agents; open connections stay. */
  reset(): void;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * A way in which the sandbox fails on purpose. "Handled" means that the request is first dealt with as usual, so an
 * upload's image is stored; all other kinds store nothing.
 */
export type Fault =
  /** This status, when `after` has settled. `body`: an object is sent as JSON, text and bytes as they are. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Headers;
      readonly after?: Promise<unknown>;
    }
  /** A gateway's HTML page. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  /** Handled, answered `ms` milliseconds late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Handled, answered when this has settled; never, when it does not. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Reads the body and never answers. */
  | { readonly kind: 'stall' }
  /** Handled; the answer's body comes in pieces at this speed. */
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  /** TCP reset; `mid-body` as soon as some of the body is there; `mid-answer` is handled and cut in half. */
  | { readonly kind: 'reset'; readonly when: 'before-body' | 'mid-body' | 'after-body' | 'mid-answer' }
  /** Ends the server's side of the connection with no answer and goes on reading. */
  | { readonly kind: 'half-close' }
  /** Answers before the body is read. With `close` it also stops reading and closes the connection. */
  | { readonly kind: 'early-answer'; readonly status: number; readonly close?: boolean }
  /** Bytes that are not HTTP. */
  | { readonly kind: 'garbage' }
  /** Handled; the JSON of the answer stops in the middle, the HTTP message is whole. */
  | { readonly kind: 'truncated-json' }
  /** A 200 whose JSON is this long. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** A 200 with this body: an object is sent as JSON, text and bytes as they are. */
  | { readonly kind: 'answer'; readonly body: unknown; readonly contentType?: string }
  /** Handled, and then this status, or a TCP reset without one: the client cannot know the outcome. */
  | { readonly kind: 'accept-then-fail'; readonly status?: number };

type Headers = Readonly<Record<string, string>>;

export type FaultKind = Fault['kind'];

import type { AgentId, AgentIdProblem } from './agentId.ts';
import type { Scheme } from './credential.ts';

/** Everything that can stop an avatar, as data. `editor/explanation.ts` is the one place that puts it into words. */
export type Failure = InputFailure | ApiFailure | JournalFailure;

/** A cancelled upload needs no message, since the person knows it; unless the server already had the whole request. */
export function isJustCancelled(failure: Failure): failure is Extract<Failure, { kind: 'cancelled' }> {
  return failure.kind === 'cancelled' && failure.maySet === undefined;
}

/** Found on this machine, before a byte has left it. */
export type InputFailure =
  | { readonly kind: 'agentIdInvalid'; readonly reason: AgentIdProblem }
  | { readonly kind: 'argumentInvalid'; readonly argument: string }
  | { readonly kind: 'agentMissing' }
  | { readonly kind: 'severalImages' }
  | { readonly kind: 'noEntries' }
  | { readonly kind: 'noAvatarUrl' }
  /** A server of the internet named a URL that leads to this machine, or into its network. */
  | { readonly kind: 'avatarUrlPrivate'; readonly host: string }
  | { readonly kind: 'noEarlierAvatar' }
  | { readonly kind: 'setAnewSince' }
  /** The entry replaced the agent's orb, which cannot be set from here. */
  | { readonly kind: 'orbBefore' }
  | { readonly kind: 'otherServer'; readonly host: string }
  | { readonly kind: 'brokenHere' }
  | { readonly kind: 'imageGone'; readonly fileName: string }
  | { readonly kind: 'baseUrlInvalid'; readonly reason: BaseUrlProblem }
  | { readonly kind: 'imageUnreadable'; readonly fileName: string; readonly reason: string }
  | { readonly kind: 'imageEmpty'; readonly fileName: string }
  | { readonly kind: 'imageTooLarge'; readonly fileName: string; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'notAnImage'; readonly fileName: string }
  | { readonly kind: 'imageDamaged'; readonly fileName: string; readonly format: string }
  /** A browser could show it, but would be held up by it. */
  | { readonly kind: 'imageTooComplex'; readonly fileName: string };

/**
 * About the order of acts, and what they replace: something that is not to be done unless the person wants it all the same.
 * `maySet`: an attempt of before may have set the avatar.
 */
export type JournalFailure =
  /** A newer avatar of the agent is set, or on its way. */
  | { readonly kind: 'overtaken'; readonly maySet?: true }
  /** It was sent, and ended after a newer avatar of the agent was sent: nobody knows which of them is set. */
  | { readonly kind: 'late'; readonly maySet: true }
  /** The agent shows its colours, and not what was to be taken back. */
  | { readonly kind: 'orbShown'; readonly maySet?: true }
  /** The agent's current avatar could not be loaded, and would be lost. */
  | { readonly kind: 'currentUnknown'; readonly reason: CurrentUnknown; readonly maySet?: true }
  /** The disk takes no copy of what would be replaced. */
  | { readonly kind: 'currentUnkept'; readonly maySet?: true };

/** `noAnswer`: none came in time, or the server had a problem. `answer`: it says nothing that is understood. `image`: it names an image that could not be loaded. */
export type CurrentUnknown = 'noAnswer' | 'answer' | 'image';

/**
 * Found on the way to the server, or said by it. Texts from the server are already bounded and cleaned.
 *
 * `maySet`: the server may have set the avatar all the same, because it had the whole request, at this try or an earlier
 * one, and no answer that settles it came back.
 */
export type ApiFailure = ApiProblem & { readonly maySet?: true };

type ApiProblem =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'credentialRefused'; readonly scheme: Scheme; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'agentUnknown'; readonly agentId: AgentId; readonly said: ServerWords }
  | { readonly kind: 'fieldsRefused'; readonly fields: readonly RefusedField[]; readonly said: ServerWords }
  | RateLimited
  | { readonly kind: 'refused'; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'serverFailed'; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'redirected'; readonly status: number; readonly toOrigin: string | undefined }
  | { readonly kind: 'unexpectedAnswer'; readonly what: UnexpectedAnswer }
  /** A call that this server, or this key, does not have. The product works without it. */
  | { readonly kind: 'notOffered'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  | { readonly kind: 'timedOut'; readonly host: string }
  /** The connection broke, or time ran out, when the server had the whole request. */
  | { readonly kind: 'outcomeUnknown'; readonly host: string; readonly code: string }
  /** `host` is the server's or the proxy's, whichever showed the certificate. */
  | { readonly kind: 'certificateRefused'; readonly host: string; readonly code: string }
  | { readonly kind: 'proxyUnreachable'; readonly proxyHost: string; readonly code: string }
  | { readonly kind: 'proxyRefused'; readonly proxyHost: string; readonly host: string; readonly status: number };

interface RateLimited {
  readonly kind: 'rateLimited';
  readonly said: ServerWords;
  /** How long the server wants to be left alone, where it says so. */
  readonly seconds?: number;
}

export type BaseUrlProblem = 'notAUrl' | 'scheme' | 'insecure' | 'credentials' | 'queryOrFragment';
export type UnexpectedAnswer = 'notJson' | 'wrongShape' | 'otherAgent' | 'unsafeUrl' | 'tooLong' | 'notHttp';

/** The server's own words: plain text of at most 500 characters, without control characters. */
export interface ServerWords {
  readonly message?: string;
  readonly requestId?: string;
}

export interface RefusedField {
  readonly field: string;
  readonly message: string;
}

import { type AgentId } from './agentId.ts';

/** Everything that can stop an avatar, as data. `editor/explanation.ts` is the one place that puts it into words. */
export type Failure = InputFailure | ApiFailure;

/** Found on this machine, before a byte has left it. */
export type InputFailure =
  | { readonly kind: 'agentIdInvalid'; readonly reason: AgentIdProblem }
  | { readonly kind: 'argumentInvalid'; readonly argument: string }
  | { readonly kind: 'severalImages' }
  | { readonly kind: 'noUpdates' }
  | { readonly kind: 'noAvatarUrl' }
  | { readonly kind: 'baseUrlInvalid'; readonly reason: BaseUrlProblem }
  | { readonly kind: 'imageUnreadable'; readonly fileName: string; readonly reason: string }
  | { readonly kind: 'imageEmpty'; readonly fileName: string }
  | { readonly kind: 'imageTooLarge'; readonly fileName: string; readonly bytes: number; readonly limitBytes: number }
  | { readonly kind: 'notAnImage'; readonly fileName: string }
  | { readonly kind: 'imageDamaged'; readonly fileName: string; readonly format: string };

/** Found on the way to the server, or said by it. Texts from the server are already bounded and cleaned. */
export type ApiFailure =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'credentialRefused'; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'agentUnknown'; readonly agentId: AgentId; readonly said: ServerWords }
  | { readonly kind: 'fieldsRefused'; readonly fields: readonly RefusedField[]; readonly said: ServerWords }
  | { readonly kind: 'rateLimited'; readonly said: ServerWords }
  | { readonly kind: 'refused'; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'serverFailed'; readonly status: number; readonly said: ServerWords }
  | { readonly kind: 'redirected'; readonly status: number; readonly toOrigin: string | undefined }
  | { readonly kind: 'unexpectedAnswer'; readonly what: UnexpectedAnswer }
  | { readonly kind: 'unreachable'; readonly host: string; readonly code: string }
  | { readonly kind: 'timedOut'; readonly host: string };

export type AgentIdProblem = 'notText' | 'empty' | 'tooLong' | 'whiteSpace' | 'separator' | 'control' | 'dots';
export type BaseUrlProblem = 'notAUrl' | 'scheme' | 'insecure' | 'credentials' | 'queryOrFragment';
export type UnexpectedAnswer = 'notJson' | 'wrongShape' | 'otherAgent' | 'unsafeUrl' | 'tooLong' | 'notHttp';

/** What the server itself said: at most 500 characters, no control characters, plain text. */
export interface ServerWords {
  readonly message?: string;
  readonly requestId?: string;
}

export interface RefusedField {
  readonly field: string;
  readonly message: string;
}

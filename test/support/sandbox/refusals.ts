import type { components } from '../../contract/types.d.ts';
import { answer, type Answer } from './answer.ts';

type Schemas = components['schemas'];

/** `{"detail": "…"}` */
export function sentence(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return answer(status, { detail } satisfies Schemas['SentenceError'], headers);
}

/** `{"detail": {"status", "message"}}` */
export function coded(status: number, code: string, message: string): Answer {
  return answer(status, { detail: { status: code, message } } satisfies Schemas['StatusError']);
}

/** A 422 in the contract's own shape. */
export function invalid(...detail: Schemas['ValidationError'][]): Answer {
  return answer(422, { detail } satisfies Schemas['HTTPValidationError']);
}

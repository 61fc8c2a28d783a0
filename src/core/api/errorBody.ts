import * as v from 'valibot';
import type { RefusedField, ServerWords } from '../model/failure.ts';
import { plainText } from '../base/plainText.ts';

/** Longest text of a server's that is shown or logged, in characters. */
const longestText = 500;
const mostFields = 10;

/** A sentence of the server's. */
function serverText(text: string): string {
  return plainText(text, longestText);
}

const text = v.pipe(v.string(), v.transform(serverText));
/** A member that is no text says nothing, and spoils no other. */
const textIfAny = v.fallback(v.optional(text), undefined);
/** The contract's validation error; one item that does not fit spoils no other. */
const validationError = v.object({ loc: v.array(v.union([v.string(), v.number()])), msg: text });
/** The object that services of this wire shape send in place of the array. */
const explained = v.object({
  message: textIfAny,
  request_id: textIfAny,
  param: textIfAny,
  code: textIfAny,
  status: textIfAny,
});
const errorBody = v.object({ detail: v.unknown() });

export interface ErrorBody {
  readonly said: ServerWords;
  readonly fields: readonly RefusedField[];
  /** The code for programs: `rate_limit_exceeded`, for example. */
  readonly code?: string;
}

/** The shapes `detail` comes in, reduced to what can be shown. An unreadable body gives neither words nor fields. */
export function parseErrorBody(body: unknown): ErrorBody {
  const parsed = v.safeParse(errorBody, body);
  const detail = parsed.success ? parsed.output.detail : undefined;
  if (typeof detail === 'string') return { said: { message: serverText(detail) }, fields: [] };
  if (Array.isArray(detail)) return { said: {}, fields: detail.slice(0, mostFields).flatMap(refusedField) };
  const one = v.safeParse(explained, detail);
  if (!one.success) return { said: {}, fields: [] };
  const { message, request_id: requestId, param, code = one.output.status } = one.output;
  const fields = param && message ? [{ field: param, message }] : [];
  return { said: { ...(message && { message }), ...(requestId && { requestId }) }, fields, ...(code && { code }) };
}

function refusedField(item: unknown): RefusedField[] {
  const parsed = v.safeParse(validationError, item);
  if (!parsed.success) return [];
  const { loc, msg } = parsed.output;
  // The first step only says which part of the request it was (`body`, `path`); the last ones name the field.
  const steps = loc.length > 1 ? loc.slice(1) : loc;
  return [{ field: serverText(steps.join('.')), message: msg }];
}

import * as v from 'valibot';
import { preparationSchema } from '../../core/history/preparationRecord.ts';
import { isAgentId } from '../../core/model/agentId.ts';
import { type FromPage, mostImageBytes, mostThumbnailBytes, mostUriLength, plainRequests } from '../../shared/protocol.ts';

const bytes = v.pipe(
  v.instance(ArrayBuffer),
  v.check(({ byteLength }) => byteLength <= mostImageBytes),
);
const someBytes = v.pipe(
  bytes,
  v.check(({ byteLength }) => byteLength > 0),
);
const shortText = v.pipe(v.string(), v.maxLength(2048));
const uri = v.pipe(v.string(), v.maxLength(mostUriLength));

const fromPage: v.GenericSchema<FromPage> = v.variant('type', [
  v.object({ type: v.picklist(plainRequests) }),
  v.object({ type: v.literal('adjusted'), draftId: shortText, preparation: preparationSchema }),
  v.object({ type: v.literal('image'), bytes, fileName: shortText }),
  v.object({ type: v.literal('imageTooLarge'), byteLength: v.pipe(v.number(), v.minValue(mostImageBytes)), fileName: shortText }),
  v.object({ type: v.literal('uris'), uris: v.pipe(v.array(uri), v.maxLength(2)) }),
  v.object({ type: v.literal('send'), draftId: shortText, prepared: v.exactOptional(someBytes) }),
  v.object({
    type: v.literal('thumbnail'),
    of: shortText,
    png: v.pipe(
      someBytes,
      v.check(({ byteLength }) => byteLength <= mostThumbnailBytes),
    ),
  }),
  v.object({ type: v.literal('broken'), reason: shortText }),
]);

/** A message of the page's, or `undefined` when it is none that is known, or beyond its bounds. */
export function parseIncoming(message: unknown): FromPage | undefined {
  const parsed = v.safeParse(fromPage, message);
  return parsed.success ? parsed.output : undefined;
}

const agentId = v.pipe(v.string(), v.guard(isAgentId));
const ofAgent = { origin: shortText, agentId };

const pageState = v.variant('kind', [
  v.object({ kind: v.literal('awaited'), ...ofAgent, agentName: v.exactOptional(shortText) }),
  v.object({ kind: v.literal('draft'), id: shortText }),
  v.object({ kind: v.literal('sent'), ...ofAgent }),
]);

/** The state that a page kept over a reload; `undefined` when another version wrote it. */
export function parsePageState(state: unknown): v.InferOutput<typeof pageState> | undefined {
  const parsed = v.safeParse(pageState, state);
  return parsed.success ? parsed.output : undefined;
}

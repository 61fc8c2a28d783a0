import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient, CallOptions, PublicAvatar, Server } from '../api/apiClient.ts';
import { linkSignals } from '../base/linkedSignal.ts';
import type { AgentId } from '../model/agentId.ts';
import type { CurrentUnknown, Failure } from '../model/failure.ts';
import type { AvatarImage } from '../model/image.ts';
import { extensionOf } from '../model/mediaType.ts';
import { failed, type Result, success } from '../base/result.ts';
import { inspectImage } from '../image/inspect.ts';

/** The server's answer about an agent's current avatar. `notTold`: the server, or the key, does not have this call. */
export type CurrentOnServer =
  | { readonly kind: 'image'; readonly image: AvatarImage }
  | { readonly kind: 'orb'; readonly colors: readonly [string, string] }
  | { readonly kind: 'notTold' };

export type LookupClient = Pick<ApiClient, 'widgetAvatar' | 'fetchPublicAvatar'>;

/** A larger image is not shown, and not kept. Bytes. */
const largestCurrent = 25_000_000;

/** How long an upload may be held up by a try to see what it replaces, and again by its image. Milliseconds. */
const longestLook = 10_000;

/** Before each further try to load its image. Milliseconds. */
const waits = [200, 800];

/** The failures after which an upload to the same server would fail too. */
const wouldFailToo: ReadonlySet<Failure['kind']> = new Set([
  'unreachable',
  'certificateRefused',
  'proxyUnreachable',
  'proxyRefused',
  'redirected',
  'rateLimited',
]);

export interface Look extends Server, CallOptions {
  readonly agentId: AgentId;
  /** How long one try, or loading the image, may take. Milliseconds. */
  readonly patience?: number;
}

/** Asks the server, every time anew, what an agent shows. */
export async function lookAtCurrent(client: LookupClient, look: Look): Promise<Result<CurrentOnServer, Failure>> {
  const { baseUrl, credential, agentId, signal, inTurn, onWaiting, onTry, patience = longestLook } = look;
  const link = linkSignals([signal]);
  let timer: NodeJS.Timeout | undefined;
  // A wait before the call goes out would delay an upload too, and takes nothing of the patience.
  const rest = () => clearTimeout(timer);
  const start = () => {
    rest();
    timer = setTimeout(link.abort, patience);
  };
  try {
    const answer = await client.widgetAvatar({ baseUrl, credential }, agentId, {
      signal: link.signal,
      ...(inTurn && { inTurn }),
      onWaiting: (waiting) => {
        rest();
        onWaiting?.(waiting);
      },
      onTry: () => {
        start();
        onTry?.();
      },
    });
    if (!answer.ok) return told(answer.failure, signal);
    if (answer.value.type === 'orb') return success({ kind: 'orb', colors: answer.value.colors });
    start();
    const bytes = await fetchPatiently(client, { url: answer.value.url, origin: baseUrl.origin }, link.signal);
    if (signal.aborted) return failed({ kind: 'cancelled' });
    const image = bytes && (await inspectImage(bytes, '', largestCurrent));
    if (!image?.ok) return unknown('image');
    const fileName = `previous-avatar.${extensionOf(image.value.mediaType)}`;
    return success({ kind: 'image', image: { ...image.value, fileName } });
  } finally {
    rest();
    link.end();
  }
}

/** A new avatar may not be at its place yet, and one lost connection is no reason to ask a person. */
async function fetchPatiently(client: LookupClient, avatar: PublicAvatar, signal: AbortSignal): Promise<Uint8Array | undefined> {
  for (const wait of waits) {
    const bytes = await client.fetchPublicAvatar(avatar, signal);
    if (bytes) return bytes;
    // Cut short when it is aborted; the last try ends at once then.
    await delay(wait, undefined, { signal }).catch(() => undefined);
  }
  return client.fetchPublicAvatar(avatar, signal);
}

function told(failure: Failure, signal: AbortSignal): Result<CurrentOnServer, Failure> {
  if (signal.aborted || wouldFailToo.has(failure.kind)) return failed(signal.aborted ? { kind: 'cancelled' } : failure);
  if (failure.kind === 'notOffered') return success({ kind: 'notTold' });
  // From here on it has been told before: what it shows now would be lost.
  if (failure.kind === 'agentUnknown' || (failure.kind === 'credentialRefused' && failure.status === 401)) return failed(failure);
  return unknown(failure.kind === 'unexpectedAnswer' ? 'answer' : 'noAnswer');
}

function unknown(reason: CurrentUnknown) {
  return failed({ kind: 'currentUnknown', reason } as const);
}

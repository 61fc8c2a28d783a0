import { sha256Of } from '../base/sha256.ts';
import { parsePublicUrl } from '../model/publicUrl.ts';
import type { Visibility } from '../model/visibility.ts';
import type { PublicAvatar } from './apiClient.ts';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import { linkSignals } from '../base/linkedSignal.ts';
import { reachOf } from './http/publicAddress.ts';
import { OutOfTime, SendFailure } from './http/transportErrors.ts';

/** A larger image is not fetched to its end. Bytes. */
const longestImage = 25_000_000;
/** Milliseconds. */
const longestLook = 15_000;

export interface Look {
  readonly avatar: PublicAvatar;
  readonly userAgent: string;
  readonly verifyCertificates: boolean;
  readonly signal: AbortSignal;
  /** Sends one request. Throws SendFailure when there is no whole answer. */
  readonly send: (request: Omit<HttpRequest, 'idleTimeout'>, options: { namedBy?: string }) => Promise<HttpAnswer>;
}

/**
 * Fetches what the public sees, once, with no credential and following no redirect.
 *
 * @returns `undefined` when nothing can be had, or may be asked for
 */
export async function fetchPublicAvatar({ avatar, userAgent, verifyCertificates, signal, send }: Look): Promise<Buffer | undefined> {
  const safe = parsePublicUrl(avatar.url);
  if (safe === undefined || signal.aborted) return undefined;
  const url = new URL(safe);
  const reach = reachOf(url, avatar.origin, verifyCertificates);
  if (reach === 'none') return undefined;
  const look = linkSignals([signal], longestLook, () => new OutOfTime());
  try {
    const request = {
      method: 'GET',
      url,
      // The URL may stay the same from avatar to avatar: a cache on the way would show the one before.
      headers: { accept: 'image/*', 'cache-control': 'no-cache', 'user-agent': userAgent },
      longestAnswer: longestImage,
      signal: look.signal,
    } as const;
    const { status, body } = await send(request, reach === 'public' ? { namedBy: avatar.origin } : {});
    return status === 200 ? body : undefined;
  } catch (error) {
    if (error instanceof SendFailure) return undefined;
    throw error;
  } finally {
    look.end();
  }
}

/** Compares what the public sees, if anything, with what was sent. */
export function visibilityOf(seen: Buffer | undefined, sha256: string): Visibility {
  return seen && sha256Of(seen) === sha256 ? 'live' : 'notVisibleYet';
}

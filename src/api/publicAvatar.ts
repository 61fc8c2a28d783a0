import { createHash } from 'node:crypto';
import { parsePublicUrl } from '../avatar/publicUrl.ts';
import type { Visibility } from '../avatar/visibility.ts';
import type { HttpAnswer, HttpRequest } from './exchange.ts';
import { linkSignals } from './linkedSignal.ts';
import { OutOfTime, SendFailure } from './sendFailure.ts';

/** A larger picture is not fetched to its end. Bytes. */
const longestPicture = 25_000_000;
/** Milliseconds. */
const longestLook = 15_000;

/**
 * Fetches what the public sees, once, with no credential and following no redirect.
 *
 * @param send throws SendFailure when there is no whole answer
 * @returns `undefined` when nothing can be had
 */
export async function fetchPublicAvatar(
  send: (request: Omit<HttpRequest, 'idleTimeout'>) => Promise<HttpAnswer>,
  url: string,
  userAgent: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const safe = parsePublicUrl(url);
  if (safe === undefined || signal.aborted) return undefined;
  const look = linkSignals([signal], longestLook, () => new OutOfTime());
  try {
    const { status, body } = await send({
      method: 'GET',
      url: new URL(safe),
      // The URL may stay the same from avatar to avatar: a cache on the way would show the one before.
      headers: { accept: 'image/*', 'cache-control': 'no-cache', 'user-agent': userAgent },
      longestAnswer: longestPicture,
      signal: look.signal,
    });
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
  return seen && createHash('sha256').update(seen).digest('hex') === sha256 ? 'live' : 'notVisibleYet';
}

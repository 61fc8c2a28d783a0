import { createHash } from 'node:crypto';
import { parsePublicUrl } from '../avatar/publicUrl.ts';
import { type Visibility } from './apiClient.ts';
import { type HttpAnswer, type HttpRequest } from './exchange.ts';
import { linkSignals } from './linkedSignal.ts';
import { OutOfTime, SendFailure } from './sendFailure.ts';

/** A larger picture is not fetched to its end. Bytes. */
const longestPicture = 25_000_000;
/** Milliseconds. */
const longestLook = 15_000;

/**
 * Fetches what the public sees, once, with no credential and following no redirect, and compares it with what was sent.
 *
 * @param send throws SendFailure when there is no whole answer
 */
export async function checkPublicAvatar(
  send: (request: HttpRequest) => Promise<HttpAnswer>,
  url: string,
  sha256: string,
  userAgent: string,
  signal: AbortSignal,
): Promise<Visibility> {
  const safe = parsePublicUrl(url);
  if (safe === undefined || signal.aborted) return 'notVisibleYet';
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
    return status === 200 && createHash('sha256').update(body).digest('hex') === sha256 ? 'live' : 'notVisibleYet';
  } catch (error) {
    if (error instanceof SendFailure) return 'notVisibleYet';
    throw error;
  } finally {
    look.end();
  }
}

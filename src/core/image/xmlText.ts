import type { Bytes } from './bytes.ts';
import type { Pace } from './pace.ts';

const decodedAtOnce = 1_000_000;

/**
 * Turns the bytes of a drawing into text as a browser does: a mark at the beginning says that it is UTF-16, and it is
 * UTF-8 else, whatever its declaration says.
 *
 * @returns `undefined` when some of the bytes are no such text
 */
export async function decodeXml(file: Bytes, pace: Pace): Promise<string | undefined> {
  const decoder = new TextDecoder(encodingOf(file), { fatal: true });
  const parts: string[] = [];
  try {
    for (let at = 0; at < file.length; at += decodedAtOnce) {
      parts.push(decoder.decode(file.raw.subarray(at, at + decodedAtOnce), { stream: true }));
      if (pace.isDue) await pace.giveWay();
    }
    parts.push(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
  return parts.join('');
}

function encodingOf(file: Bytes): string {
  if (file.has(0, '\xff\xfe')) return 'utf-16le';
  return file.has(0, '\xfe\xff') ? 'utf-16be' : 'utf-8';
}

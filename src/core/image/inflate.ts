import { Readable } from 'node:stream';
import { constants, createInflateRaw } from 'node:zlib';
import { type Bytes, DamagedImage } from './bytes.ts';

const chunkSize = 256 * 1024;

/**
 * Unpacks a zlib stream, a chunk at a time and outside this thread. Its checksum is not looked at, as in the browser.
 *
 * @param parts the stream, in as many parts as the format cut it into
 * @throws DamagedImage when it is none; what came before the fault has been given by then
 */
export async function* inflated(parts: readonly Bytes[]): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH });
  const source = Readable.from(withoutHeader(parts));
  source.on('error', (error) => stream.destroy(error)).pipe(stream);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) throw new DamagedImage(error.message);
    throw error;
  } finally {
    source.destroy();
    stream.destroy();
  }
}

/** A zlib header is two bytes; it may be cut in the middle. */
function* withoutHeader(parts: readonly Bytes[]): Generator<Buffer> {
  const header: number[] = [];
  for (const part of parts) {
    const taken = Math.min(2 - header.length, part.length);
    for (let at = 0; at < taken; at++) header.push(part.u8(at));
    if (taken > 0 && header.length === 2) check(header);
    // Small steps, since a few bytes may unpack to a thousand times as many.
    for (let at = taken; at < part.length; at += chunkSize) yield part.raw.subarray(at, Math.min(at + chunkSize, part.length));
  }
}

function check([method = 0, flags = 0]: readonly number[]): void {
  const isHeader = (method & 0x0f) === 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
  if (!isHeader) throw new DamagedImage('The zlib stream has no header.');
}

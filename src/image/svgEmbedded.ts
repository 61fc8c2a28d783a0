import { Bytes, DamagedImage, OtherFile } from './bytes.ts';
import type { Measured, Reader } from './measured.ts';
import type { Pace } from './pace.ts';
import { rasterFormat } from './rasterFormats.ts';

const address = /^\s*data:[^,]*?(;\s*base64\s*)?,/i;

/**
 * Reads a picture that a drawing carries in itself.
 *
 * @param readDrawing reads it where it is a drawing again
 * @returns `undefined` when it is none that a browser shows; the drawing around it is shown all the same
 */
export async function readEmbedded(href: string, pace: Pace, readDrawing: Reader): Promise<Measured | undefined> {
  const [start, isBase64] = address.exec(href) ?? [];
  if (start === undefined) return undefined;
  const bytes = new Bytes(isBase64 === undefined ? percentDecoded(href.slice(start.length)) : Buffer.from(href.slice(start.length), 'base64'));
  try {
    return await (rasterFormat(bytes)?.read ?? readDrawing)(bytes, pace);
  } catch (error) {
    if (error instanceof DamagedImage || error instanceof OtherFile) return undefined;
    throw error;
  }
}

function percentDecoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

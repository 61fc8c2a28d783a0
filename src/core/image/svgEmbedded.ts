import { Bytes, DamagedImage, OtherFile } from './bytes.ts';
import type { Measured, Reader } from './measured.ts';
import type { Pace } from './pace.ts';
import { rasterFormat } from './rasterFormats.ts';

const address = /^\s*data:[^,]*?(;\s*base64\s*)?,/i;
/** Each byte is read once a level: a drawing in drawings in drawings has the same bytes again and again. */
const stepsPerByte = 4;
const percent = 0x25;
const decodedAtOnce = 65_536;

/**
 * Reads an image that a drawing carries in itself.
 *
 * @param readDrawing reads it where it is a drawing again
 * @returns `undefined` when it is none that a browser shows; the drawing around it is shown all the same
 */
export async function readEmbedded(href: string, pace: Pace, readDrawing: Reader): Promise<Measured | undefined> {
  const content = await dataIn(href, pace);
  if (!content) return undefined;
  const bytes = new Bytes(content);
  try {
    return await (rasterFormat(bytes)?.read ?? readDrawing)(bytes, pace);
  } catch (error) {
    if (error instanceof DamagedImage || error instanceof OtherFile) return undefined;
    throw error;
  }
}

/** The bytes in an address. @returns `undefined` when it has none in it */
export async function dataIn(href: string, pace: Pace): Promise<Buffer | undefined> {
  const [start, isBase64] = address.exec(href) ?? [];
  if (start === undefined) return undefined;
  pace.budget.spend((href.length - start.length) * stepsPerByte);
  if (pace.isDue) await pace.giveWay();
  const content = href.slice(start.length);
  return isBase64 === undefined ? percentDecoded(content, pace) : Buffer.from(content, 'base64');
}

/** A percent sign without two hexadecimal digits stays as it is. */
async function percentDecoded(text: string, pace: Pace): Promise<Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  let length = 0;
  for (let at = 0; at < bytes.length; length++) {
    const byte = bytes[at] ?? 0;
    const value = byte === percent ? twoDigits(bytes, at + 1) : undefined;
    bytes[length] = value ?? byte;
    at += value === undefined ? 1 : 3;
    if (length % decodedAtOnce === 0 && pace.isDue) await pace.giveWay();
  }
  return bytes.subarray(0, length);
}

function twoDigits(bytes: Buffer, at: number): number | undefined {
  const [high, low] = [digit(bytes[at]), digit(bytes[at + 1])];
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function digit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

import type { InputFailure } from '../model/failure.ts';
import type { AvatarImage } from '../model/image.ts';
import { extensionOf } from '../model/mediaType.ts';
import { failed, type Result, success } from '../base/result.ts';
import { Bytes, DamagedImage, OtherFile, TooComplexImage } from './bytes.ts';
import { Pace } from './pace.ts';
import { rasterFormat } from './rasterFormats.ts';
import { readSvg } from './svg.ts';

/**
 * Tells what a file is by its bytes, and reads it to its end: what a browser shows whole is taken, what it cannot
 * decode, or decodes in part, is refused. Large files are read in steps, so that nothing else is held up.
 *
 * @param limitBytes the most bytes that may be sent
 */
export async function inspectImage(bytes: Uint8Array, fileName: string, limitBytes: number): Promise<Result<AvatarImage, InputFailure>> {
  if (bytes.length === 0) return failed({ kind: 'imageEmpty', fileName });
  if (bytes.length > limitBytes) {
    return failed({ kind: 'imageTooLarge', fileName, bytes: bytes.length, limitBytes });
  }
  const file = new Bytes(bytes);
  // A drawing has no signature: whatever is nothing else is read as one.
  const { mediaType, read } = rasterFormat(file) ?? { mediaType: 'image/svg+xml', read: readSvg };
  try {
    const { width, height, facts } = await read(file, new Pace());
    return success({ bytes, fileName, mediaType, width, height, facts });
  } catch (error) {
    if (error instanceof OtherFile) return failed({ kind: 'notAnImage', fileName });
    if (error instanceof DamagedImage) return failed({ kind: 'imageDamaged', fileName, format: extensionOf(mediaType).toUpperCase() });
    // A file that runs into a limit of the engine's own is refused as one that runs into ours.
    if (error instanceof TooComplexImage || error instanceof RangeError) return failed({ kind: 'imageTooComplex', fileName });
    throw error;
  }
}

import { parse } from 'node:path';
import type { InputFailure } from '../../core/model/failure.ts';
import type { AvatarImage } from '../../core/model/image.ts';
import { extensionOf } from '../../core/model/mediaType.ts';
import { outputSides } from '../../core/model/preparation.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import { inspectImage } from '../../core/image/inspect.ts';

/** The image to upload for a draft: the one that the page prepared, or else the file as it is. */
export function outgoingImage(
  { bytes, fileName }: AvatarImage,
  prepared: ArrayBuffer | undefined,
  limitBytes: number,
): Promise<Result<AvatarImage, InputFailure>> {
  return prepared ? inspectPrepared(prepared, fileName, limitBytes) : inspectImage(bytes, fileName, limitBytes);
}

/**
 * Takes what the page made of an image: its bytes are looked at like any file's, and it must be such an image as the
 * page makes, square and not beyond the largest output. It is named like the original, with its own ending.
 */
export async function inspectPrepared(
  bytes: ArrayBuffer,
  originalName: string,
  limitBytes: number,
): Promise<Result<AvatarImage, InputFailure>> {
  const inspected = await inspectImage(new Uint8Array(bytes), originalName, limitBytes);
  if (!inspected.ok) return inspected;
  const { width, height, mediaType } = inspected.value;
  if (width !== height || width > outputSides.most) return failed({ kind: 'notAnImage', fileName: originalName });
  const fileName = `${parse(originalName).name}.${extensionOf(mediaType)}`;
  return success({ ...inspected.value, fileName });
}

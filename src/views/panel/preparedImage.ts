import { parse } from 'node:path';
import type { InputFailure } from '../../avatar/failure.ts';
import type { AvatarImage } from '../../avatar/image.ts';
import { extensionOf } from '../../avatar/mediaType.ts';
import { outputSides } from '../../avatar/preparation.ts';
import { failed, type Result, success } from '../../avatar/result.ts';
import { inspectImage } from '../../image/inspect.ts';

/** What leaves for a draft: what the page made of its picture, or, without that, the file as it is. */
export function outgoingImage(
  { bytes, fileName }: AvatarImage,
  prepared: ArrayBuffer | undefined,
  limitBytes: number,
): Promise<Result<AvatarImage, InputFailure>> {
  return prepared ? inspectPrepared(prepared, fileName, limitBytes) : inspectImage(bytes, fileName, limitBytes);
}

/**
 * Takes what the page made of a picture: its bytes are looked at like any file's, and it must be such a picture as the
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

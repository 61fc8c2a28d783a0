import FormData from 'form-data';
import { type AvatarImage } from '../avatar/image.ts';

/** A request's body and the headers that describe it. The bytes can be sent again as they are. */
export interface RequestBody {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The contract's one part, `avatar_file`, with the file's own name and true type.
 *
 * form-data writes the frame around an empty part and the picture is laid into it, because `getBuffer()` over the real
 * bytes copies them several times over (measured: four times the file).
 */
export function avatarBody({ bytes, fileName, mediaType }: AvatarImage): RequestBody {
  const form = new FormData();
  form.append('avatar_file', Buffer.alloc(0), { filename: fileName, contentType: mediaType });
  const frame = form.getBuffer();
  const closing = `\r\n--${form.getBoundary()}--\r\n`;
  const opening = frame.subarray(0, frame.length - closing.length);
  const body = Buffer.concat([opening, bytes, Buffer.from(closing)]);
  return { bytes: body, headers: { ...form.getHeaders(), 'content-length': String(body.length) } };
}

/** What the bytes of a file say that its decoded pixels do not. Every reader stops where the bytes end. */
export interface FileFacts {
  readonly animated: boolean;
  /** EXIF, XMP or text about the picture: where it was taken, by whom, with what. */
  readonly hasMetadata: boolean;
}

export function fileFacts(bytes: ArrayBuffer): FileFacts {
  const view = new DataView(bytes);
  if (startsWith(view, 0, 'GIF8')) return { animated: gifFrames(view, 2) > 1, hasMetadata: false };
  if (startsWith(view, 0, '\x89PNG')) return chunkFacts(pngChunks(view), ['acTL'], ['eXIf', 'tEXt', 'zTXt', 'iTXt']);
  if (startsWith(view, 8, 'WEBP')) return chunkFacts(webpChunks(view), ['ANIM'], ['EXIF', 'XMP ']);
  return { animated: false, hasMetadata: isJpeg(view) && jpegHasMetadata(view) };
}

function chunkFacts(chunks: Iterable<string>, animation: readonly string[], metadata: readonly string[]): FileFacts {
  const names = new Set(chunks);
  return { animated: animation.some((name) => names.has(name)), hasMetadata: metadata.some((name) => names.has(name)) };
}

function* pngChunks(view: DataView): Generator<string> {
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) yield textAt(view, at + 4, 4);
}

function* webpChunks(view: DataView): Generator<string> {
  for (let at = 12; at + 8 <= view.byteLength; ) {
    yield textAt(view, at, 4);
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
}

function isJpeg(view: DataView): boolean {
  return view.byteLength > 4 && view.getUint16(0) === 0xffd8;
}

/** Looks through the segments before the picture itself: APP1 holds EXIF or XMP, APP13 IPTC. */
function jpegHasMetadata(view: DataView): boolean {
  for (let at = 2; at + 4 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 || marker === 0xffed) return true;
    const isSegment = marker >= 0xffc0 && marker !== 0xffda && marker !== 0xffff;
    if (!isSegment) return false;
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return false;
}

/** Counts the frames of a GIF, up to `enough`. */
function gifFrames(view: DataView, enough: number): number {
  if (view.byteLength < 13) return 0;
  let frames = 0;
  let at = 13 + colorTableLength(view.getUint8(10));
  while (at < view.byteLength && frames < enough) {
    const block = view.getUint8(at);
    if (block === 0x21) at = afterSubBlocks(view, at + 2);
    else if (block === 0x2c && at + 10 < view.byteLength) {
      frames += 1;
      at = afterSubBlocks(view, at + 11 + colorTableLength(view.getUint8(at + 9)));
    } else break;
  }
  return frames;
}

function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function afterSubBlocks(view: DataView, start: number): number {
  let at = start;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    at += length + 1;
    if (length === 0) break;
  }
  return at;
}

function startsWith(view: DataView, at: number, text: string): boolean {
  return view.byteLength >= at + text.length && textAt(view, at, text.length) === text;
}

function textAt(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length));
}

import type { MediaType } from '../model/mediaType.ts';
import { isAvif, readAvif } from './avif.ts';
import type { Bytes } from './bytes.ts';
import { isGif, readGif } from './gif.ts';
import { isJpeg, readJpeg } from './jpeg.ts';
import type { Reader } from './measured.ts';
import { isPng, readPng } from './png.ts';
import { isWebp, readWebp } from './webp.ts';

interface Format {
  readonly mediaType: MediaType;
  /** Whether a file claims to be one; whether it holds up is found by reading it. */
  readonly isClaimed: (file: Bytes) => boolean;
  readonly read: Reader;
}

/** The raster formats that the widget's page can show. */
const formats: readonly Format[] = [
  { mediaType: 'image/png', isClaimed: isPng, read: readPng },
  { mediaType: 'image/jpeg', isClaimed: isJpeg, read: readJpeg },
  { mediaType: 'image/gif', isClaimed: isGif, read: readGif },
  { mediaType: 'image/webp', isClaimed: isWebp, read: readWebp },
  { mediaType: 'image/avif', isClaimed: isAvif, read: readAvif },
];

/** The format that a file's first bytes claim, whatever its name. */
export function rasterFormat(file: Bytes): Format | undefined {
  return formats.find(({ isClaimed }) => isClaimed(file));
}

import type { MediaType } from './mediaType.ts';

/** An image that may be sent: its bytes were read to their end, whatever its name. */
export interface AvatarImage {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly mediaType: MediaType;
  /** In pixels, as a browser shows it: turned as its orientation says, a drawing at the size it gives itself. */
  readonly width: number;
  readonly height: number;
  readonly facts: ImageFacts;
}

/** As much of an image as a request has of it. */
export type SentFile = Pick<AvatarImage, 'bytes' | 'fileName' | 'mediaType'>;

/** Facts that a file's bytes state and its pixels do not show. */
export interface ImageFacts {
  /** Whether there is more than one frame: the widget shows them all, what is made of the image only the first. */
  readonly animated: boolean;
  /** Anything beside the image itself: EXIF, XMP, IPTC, comments, texts, a second image. */
  readonly metadata: Carried;
  /** The place where the image was taken, as a position or in words. */
  readonly place: Carried;
  /** Pixels of the largest single surface that a decoder has to allocate, which may be more than is shown. */
  readonly decodedPixels: number;
  /** The estimated cost of drawing it, roughly in milliseconds of an ordinary machine; 0 for all but drawings (SVG). */
  readonly drawingCost: number;
}

/** Whether a file carries something. What could not be read is `unknown`, and is to be treated like `present`. */
export type Carried = 'none' | 'present' | 'unknown';

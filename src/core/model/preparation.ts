/**
 * Which square of an image becomes the avatar. Centre and side are in pixels of the image held upright (EXIF
 * orientation applied); the square may reach beyond the image, which leaves that part transparent. Turns are clockwise
 * quarter turns of what is seen; a flipped image is mirrored left to right after it was turned.
 */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly quarterTurns: QuarterTurns;
  readonly flipped: boolean;
}

export type QuarterTurns = 0 | 1 | 2 | 3;

export const outputFormats = ['png', 'webp', 'jpeg'] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Pixels a side of a prepared avatar: twice the widget's largest size, with room to spare. */
export const outputSides = { least: 256, usual: 512, most: 1024 } as const;

/** How a prepared avatar is written. `side` in pixels, `quality` from 1 to 100 (PNG has none and ignores it). */
export interface Output {
  readonly side: number;
  readonly format: OutputFormat;
  readonly quality: number;
}

/** Behind a transparent image: nothing, or a colour as `#rrggbb`. */
export type Background = 'keep' | `#${string}`;

/** Everything that was decided about an image before it is sent. */
export interface Preparation {
  /** The file's own bytes are sent; crop, background and output then count for nothing. */
  readonly asItIs: boolean;
  readonly crop: Crop;
  readonly background: Background;
  readonly output: Output;
}

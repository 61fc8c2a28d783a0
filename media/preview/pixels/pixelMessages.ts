import type { Background, Crop, Output } from '../../../src/core/model/preparation.ts';
import type { Size } from './crop.ts';

/** The page's requests to the process that holds an image. */
export type PixelRequest =
  | { readonly type: 'open'; readonly blob: Blob }
  | { readonly type: 'encode'; readonly crop: Crop; readonly background: Background; readonly output: Output };

/** An image small enough to be drawn at every frame, and the size of the original when held upright. */
export interface Opened {
  readonly proxy: ImageBitmap;
  readonly size: Size;
}

export interface PixelAnswers {
  readonly open: Opened;
  readonly encode: ArrayBuffer;
}

/** The answer to a request, in the order in which they were asked. */
export type Answered = { readonly ok: true; readonly value: Opened | ArrayBuffer } | { readonly ok: false; readonly reason: string };

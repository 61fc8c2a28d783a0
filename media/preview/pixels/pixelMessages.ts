import type { Background, Crop, Output } from '../../../src/avatar/preparation.ts';
import type { Size } from './crop.ts';

/** What the page asks of its worker. The worker holds one picture at a time: the one that was opened last. */
export type PixelRequest =
  | { readonly type: 'open'; readonly blob: Blob }
  | { readonly type: 'encode'; readonly crop: Crop; readonly background: Background; readonly output: Output };

/** A picture small enough to be drawn at every frame, and the size of the original when held upright. */
export interface Opened {
  readonly proxy: ImageBitmap;
  readonly size: Size;
}

export interface PixelAnswers {
  readonly open: Opened;
  readonly encode: ArrayBuffer;
}

export interface Asked {
  readonly id: number;
  readonly request: PixelRequest;
}

export type Answered =
  | { readonly id: number; readonly ok: true; readonly value: Opened | ArrayBuffer }
  | { readonly id: number; readonly ok: false; readonly reason: string };

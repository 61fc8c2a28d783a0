import type { InputFailure } from '../../../src/core/model/failure.ts';
import type { Carried } from '../../../src/core/model/image.ts';
import type { MediaType } from '../../../src/core/model/mediaType.ts';

/** A small file made by code, and the right answer about it, which Chromium gave too. */
export interface ImageKind {
  /** What is peculiar about it; also a file name without its ending. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: Accepted | Refused;
}

export interface Accepted {
  readonly isShown: true;
  readonly mediaType: MediaType;
  /** As a browser shows it. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly metadata: Carried;
  readonly place: Carried;
}

export interface Refused {
  readonly isShown: false;
  readonly failure: InputFailure['kind'];
}

type Details = Partial<Pick<Accepted, 'animated' | 'metadata' | 'place'>>;

/** Makes what lists the kinds of one format. */
export function kindsOf(mediaType: MediaType): {
  shown: (name: string, bytes: Buffer, size: readonly [width: number, height: number], details?: Details) => ImageKind;
  damaged: (name: string, bytes: Buffer) => ImageKind;
} {
  return {
    shown: (name, bytes, [width, height], { animated = false, metadata = 'none', place = 'none' } = {}) => ({
      name,
      bytes,
      expected: { isShown: true, mediaType, width, height, animated, metadata, place },
    }),
    damaged: (name, bytes) => refused(name, bytes, 'imageDamaged'),
  };
}

export function refused(name: string, bytes: Buffer, failure: Refused['failure']): ImageKind {
  return { name, bytes, expected: { isShown: false, failure } };
}

/** What a file carries that has words of a person or a program in it: there may be a place among them. */
export const words = { metadata: 'present', place: 'unknown' } as const;
export const withoutPlace = { metadata: 'present', place: 'none' } as const;
export const withPlace = { metadata: 'present', place: 'present' } as const;
export const unknown = { metadata: 'unknown', place: 'unknown' } as const;

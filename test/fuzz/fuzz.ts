import { Random } from '../support/random.ts';
import { mutate } from './mutate.ts';

/** Longest time that one input may take, in milliseconds. */
export const longest = 50;

export interface Fuzzed {
  readonly inputs: number;
  /** Inputs that were taken for good. */
  readonly accepted: number;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
}

/**
 * Puts mutations of good and bad inputs through a check.
 *
 * @param check says whether the input was taken for good; throws when what came of it is wrong
 * @throws Error with the seed, the number of the input and its bytes when a check throws or takes too long
 */
export function fuzz(seeds: readonly [Buffer, ...Buffer[]], check: (bytes: Buffer) => boolean, count: number, seed: number): Fuzzed {
  const random = new Random(seed);
  let accepted = 0;
  let slowest = 0;
  for (let number = 0; number < count; number++) {
    const input = mutate(random.of(seeds), random);
    const bad = (what: string, cause?: unknown) =>
      new Error(`${what} (seed ${seed}, input ${number}): ${input.subarray(0, 2_000).toString('base64')}`, { cause });
    try {
      const { taken, milliseconds } = timed(check, input);
      if (taken) accepted += 1;
      slowest = Math.max(slowest, milliseconds);
      if (milliseconds > longest) throw bad(`It took ${Math.round(milliseconds)} ms`);
    } catch (error) {
      throw error instanceof Error && error.message.startsWith('It took') ? error : bad(String(error), error);
    }
  }
  return { inputs: count, accepted, slowest };
}

/** A machine that did something else meanwhile is not the parser's fault: what took long is measured again. */
function timed(check: (bytes: Buffer) => boolean, input: Buffer): { taken: boolean; milliseconds: number } {
  let milliseconds = Infinity;
  let taken = false;
  for (let tries = 0; tries < 3 && milliseconds > longest; tries++) {
    const started = performance.now();
    taken = check(input);
    milliseconds = Math.min(milliseconds, performance.now() - started);
  }
  return { taken, milliseconds };
}

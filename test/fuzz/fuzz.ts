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

/** Says whether an input was taken for good; throws when what came of it is wrong. */
export type Check = (bytes: Buffer) => boolean | Promise<boolean>;

/**
 * Puts mutations of good and bad inputs through a check.
 *
 * @throws Error with the seed, the number of the input and its bytes when a check throws or takes too long
 */
export async function fuzz(seeds: readonly [Buffer, ...Buffer[]], check: Check, count: number, seed: number): Promise<Fuzzed> {
  const random = new Random(seed);
  let accepted = 0;
  let slowest = 0;
  for (let number = 0; number < count; number++) {
    const input = mutate(random.of(seeds), random);
    const bad = (what: string, cause?: unknown) =>
      new Error(`${what} (seed ${seed}, input ${number}): ${input.subarray(0, 2_000).toString('base64')}`, { cause });
    try {
      const { taken, milliseconds } = await timed(check, input);
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
async function timed(check: Check, input: Buffer): Promise<{ taken: boolean; milliseconds: number }> {
  let milliseconds = Infinity;
  let taken = false;
  for (let tries = 0; tries < 3 && milliseconds > longest; tries++) {
    const started = performance.now();
    taken = await check(input);
    milliseconds = Math.min(milliseconds, performance.now() - started);
  }
  return { taken, milliseconds };
}

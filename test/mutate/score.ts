import type { Report } from './stryker.ts';

/** What became of some mutants: a test noticed the change (or never ended), or none did. */
export interface Score {
  readonly killed: number;
  readonly survived: number;
  /** Left out by a comment in the source that says why. */
  readonly excluded: number;
}

export function scoreOf({ files }: Report): Score {
  const count = (...statuses: readonly string[]) =>
    Object.values(files)
      .flatMap(({ mutants }) => mutants)
      .filter(({ status }) => statuses.includes(status)).length;
  return { killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage'), excluded: count('Ignored') };
}

export function sum(scores: readonly Score[]): Score {
  return scores.reduce(
    (one, other) => ({
      killed: one.killed + other.killed,
      survived: one.survived + other.survived,
      excluded: one.excluded + other.excluded,
    }),
    { killed: 0, survived: 0, excluded: 0 },
  );
}

/** The share that was noticed, in percent with two digits; rounded down, so that a bound is reached only when it is. */
export function percent({ killed, survived }: Score): number {
  const all = killed + survived;
  return all === 0 ? 0 : Math.floor((10_000 * killed) / all) / 100;
}

import { median, type Summary, summarize } from './summary.ts';

/** What one contender measured, round by round. */
export type Rounds = readonly (readonly number[])[];

/** One turn of a contender: one or more measurements, all of the same thing. */
export type Turn = () => Promise<readonly number[]>;

/**
 * Lets the contenders take turns, beginning with another one each round, so that whatever slows the machine for a while slows
 * all of them.
 */
export async function alternate<Name extends string>(
  rounds: number,
  turns: Readonly<Record<Name, Turn>>,
): Promise<Record<Name, Rounds>> {
  const names = Object.keys(turns) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, (readonly number[])[]>;
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) measured[name].push(await turns[name]());
  }
  return measured;
}

/** All measurements of a contender together. */
export function overall(rounds: Rounds): Summary {
  return summarize(rounds.flat());
}

/** How many times as much as another: of each round by itself, since only what ran at the same time compares. */
export function ratio(rounds: Rounds, other: Rounds): Summary {
  return summarize(rounds.map((round, index) => median(round) / median(other[index]!)));
}

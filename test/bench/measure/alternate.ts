import { median, type Summary, summarize } from './summary.ts';

/** What one contender measured, round by round. */
export type Rounds = readonly (readonly number[])[];

/** One turn of a contender: one or more measurements, all of the same thing. */
export type Turn = () => Promise<readonly number[]>;

/**
 * Lets the contenders take turns, beginning with another one each round, so that whatever slows the machine for a while slows
 * all of them.
 */
export async function alternate<Turns extends Readonly<Record<string, Turn>>>(
  rounds: number,
  turns: Turns,
): Promise<{ [Name in keyof Turns]: Rounds }> {
  const contenders = Object.entries(turns).map(([name, turn]) => ({ name, turn, measured: [] as (readonly number[])[] }));
  for (let round = 0; round < rounds; round++) {
    const first = round % contenders.length;
    for (const { turn, measured } of [...contenders.slice(first), ...contenders.slice(0, first)]) measured.push(await turn());
  }
  const all: Record<string, Rounds> = Object.fromEntries(contenders.map(({ name, measured }) => [name, measured]));
  return all as { [Name in keyof Turns]: Rounds };
}

/** All measurements of a contender together. */
export function overall(rounds: Rounds): Summary {
  return summarize(rounds.flat());
}

/** How many times as much as another: of each round by itself, since only what ran at the same time compares. */
export function ratio(rounds: Rounds, other: Rounds): Summary {
  return summarize(rounds.map((round, index) => median(round) / median(other[index]!)));
}

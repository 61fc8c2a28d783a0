import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/** Width and height of a picture that is shown; `undefined` for one that is not. */
export type Verdict = readonly [width: number, height: number] | undefined;

/** What Chromium says of each variant of a file, in their order; `differs` where we are known to say something else. */
export type Verdicts = readonly (Verdict | 'differs')[];

export const verdictsFile = join(root, 'test/support/images/variantVerdicts.json');

export function readVerdicts(): ReadonlyMap<string, Verdicts> {
  const written = JSON.parse(readFileSync(verdictsFile, 'utf8')) as Record<string, string>;
  return new Map(Object.entries(written).map(([name, line]) => [name, line.split(' ').flatMap(verdictsOf)]));
}

/** One word for each run of equal verdicts: `-`, `?` or a size, and how many there are if more than one: `6x4*3`. */
export function lineOf(verdicts: Verdicts): string {
  const runs: { word: string; count: number }[] = [];
  for (const verdict of verdicts) {
    const word = verdict === 'differs' ? '?' : (verdict?.join('x') ?? '-');
    const last = runs.at(-1);
    if (last?.word === word) last.count += 1;
    else runs.push({ word, count: 1 });
  }
  return runs.map(({ word, count }) => (count === 1 ? word : `${word}*${count}`)).join(' ');
}

function verdictsOf(run: string): (Verdict | 'differs')[] {
  const [word = '', count = '1'] = run.split('*');
  return Array.from({ length: Number(count) }, () => {
    if (word === '?') return 'differs';
    const [width, height] = word.split('x').map(Number);
    return width === undefined || height === undefined ? undefined : [width, height];
  });
}

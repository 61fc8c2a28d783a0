import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '..', 'RESULTS.md');

export interface Run {
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Text of each piece, headed by its title. */
  readonly sections: readonly string[];
  readonly seconds: number;
}

/** Keeps the last full run beside the benchmark. */
export function writeResults({ machine, versions, sections, seconds }: Run): void {
  const compared = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const text = [
    '# The last full run of `npm run bench`',
    `${machine}. ${compared.join(', ')}. Took ${Math.round(seconds)} s.`,
    'Medians, and in parentheses where the middle half of the measurements lies. The contenders took turns; a ratio is the ' +
      'median of the ratios of the rounds. Only ratios carry over to another machine.',
    ...sections,
  ];
  writeFileSync(file, `${text.join('\n\n')}\n`);
}

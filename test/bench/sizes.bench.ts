import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../support/package/budgets.ts';
import { root } from '../support/root.ts';
import { atMost, type Bench, type Figure } from './bench.ts';

/** Bytes are not noisy: `npm test` holds the same files to the same budgets. */
export const bench: Bench = {
  title: 'Sizes',
  run: () => {
    const figures = Object.fromEntries(
      budgets.map(({ name, file, kilobytes }): [string, Figure] => [name, atMost(kilobytes, statSync(file()).size / 1000, 'kB')]),
    );
    const dist = join(root, 'dist');
    const rows = readdirSync(dist)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [`dist/${file}`, (statSync(join(dist, file)).size / 1000).toFixed(1)]);
    return Promise.resolve({ tables: [{ title: 'The bundles, minified', columns: ['', 'kB'], rows }], figures });
  },
};

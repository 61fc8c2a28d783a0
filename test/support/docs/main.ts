/** `npm run docs`: writes the tables of README.md from package.json. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { withTables } from './tables.ts';

const readme = join(root, 'README.md');
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));

import { join } from 'node:path';
import { root } from '../root.ts';
import { packagePath } from './package.ts';

export interface Budget {
  /** Short, for tables and tests. */
  readonly name: string;
  readonly file: () => string;
  readonly kilobytes: number;
}

/** What may be shipped: thousands of bytes, minified. */
export const budgets: readonly Budget[] = [
  // Read at activation.
  { name: 'extensionSize', file: () => join(root, 'dist', 'extension.js'), kilobytes: 40 },
  // Read before the first upload.
  { name: 'networkSize', file: () => join(root, 'dist', 'network.js'), kilobytes: 350 },
  { name: 'packageSize', file: packagePath, kilobytes: 400 },
];

/** `npm run package`. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { makePackage } from './package.ts';

const vsix = makePackage();
console.log(`${basename(vsix)}: ${(statSync(vsix).size / 1000).toFixed(1)} kB`);

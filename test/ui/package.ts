import { makePackage } from '../support/package/package.ts';

/** Packs the extension once, before the first test of a run; every window then installs that package. */
export function mochaGlobalSetup(): void {
  console.log('Packing the extension…');
  makePackage();
}

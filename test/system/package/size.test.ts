import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { budgets } from '../../support/package/budgets.ts';
import { makePackage } from '../../support/package/package.ts';

describe('what ships', () => {
  // Built and packed here, so that the sizes are those of this tree.
  before(function () {
    this.timeout(60_000);
    makePackage();
  });

  for (const { name, file, kilobytes } of budgets) {
    it(`keeps to ${kilobytes} kB: ${name}`, () => {
      const { size } = statSync(file());
      assert.ok(size <= kilobytes * 1000, `${file()} has ${(size / 1000).toFixed(1)} kB`);
    });
  }
});

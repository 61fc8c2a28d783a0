import assert from 'node:assert/strict';
import { inspectImage } from '../../../src/core/image/inspect.ts';
import { variedFiles } from '../../support/images/variants.ts';
import { readVerdicts } from '../../support/images/variantVerdicts.ts';

const verdicts = readVerdicts();

describe('a file with one wrong byte, or without its end', () => {
  for (const { name, variants } of variedFiles) {
    it(`is taken, refused and measured as by Chromium: ${name}`, async () => {
      const expected = verdicts.get(name) ?? [];
      assert.equal(expected.length, variants.length);
      for (const [index, variant] of variants.entries()) {
        const verdict = expected[index];
        if (verdict === 'differs') continue;
        const inspected = await inspectImage(variant.bytes, 'variant', Infinity);
        const ours = inspected.ok ? [inspected.value.width, inspected.value.height] : undefined;
        assert.deepEqual(ours, verdict, variant.name);
      }
    });
  }

  it('is mostly one about which we and Chromium agree', () => {
    for (const [name, said] of verdicts) {
      const alike = said.filter((verdict) => verdict !== 'differs').length;
      assert.ok(alike > said.length * 0.6, `${name}: ${alike} of ${said.length}`);
    }
  });
});

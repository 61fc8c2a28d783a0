import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { judgeAll } from '../corpus/variants/judgeVariants.ts';
import { variedFiles } from '../support/images/variants.ts';
import { readVerdicts } from '../support/images/variantVerdicts.ts';
import { launchBrowser } from '../support/vscode/browser.ts';

describe('what is written down of the browser about broken images', () => {
  const verdicts = readVerdicts();
  let browser: Browser;
  before(async () => (browser = await launchBrowser(() => undefined)));
  after(() => browser.close());

  for (const { name, mediaType, variants } of variedFiles) {
    it(`is still what it says (if not: npx tsx test/corpus/variants/main.ts): ${name}`, async () => {
      const written = verdicts.get(name) ?? [];
      assert.equal(written.length, variants.length);
      const asked = variants.flatMap((variant, index) => (written[index] === 'differs' ? [] : [{ ...variant, verdict: written[index] }]));
      const said = await judgeAll(
        browser,
        asked.map(({ bytes }) => bytes),
        mediaType,
      );
      assert.deepEqual(
        asked.filter(({ verdict }, index) => String(verdict) !== String(said[index])).map((variant) => variant.name),
        [],
      );
    }).timeout(60_000);
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { compareWithBrowser } from '../corpus/compare.ts';
import { generatedCorpus } from '../support/images/generatedCorpus.ts';
import { launchBrowser } from '../support/vscode/browser.ts';

/** The browser's decoder tells of these what is before their damage: of an animation, its first frame. We look further. */
const damagedLater = new Set(['png-second-frame-cut', 'gif-second-frame-cut', 'gif-second-frame-without-pixels']);

describe('every kind of image file, beside the browser', () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'threetone-corpus-'));
  before(async () => (browser = await launchBrowser(() => undefined)));
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('is accepted where the browser shows it whole, else refused; its size and its pixels are the browser’s', async () => {
    const paths = generatedCorpus.map(({ name, bytes }, index) => {
      const path = join(folder, `${index}-${name.replace(/[^a-z0-9]+/gi, '-')}`);
      writeFileSync(path, bytes);
      return path;
    });
    assert.ok(paths.length >= 150);
    const disagreements: string[] = [];
    const compared = new Set<string>();
    await compareWithBrowser(browser, paths, ({ path, found }) => {
      compared.add(path);
      const { name } = generatedCorpus[paths.indexOf(path)]!;
      // On a busy machine a pause may be anybody's; there are tests of their own for those.
      for (const { kind, detail, reason } of found) {
        const isMeant = reason !== undefined || (kind === 'refusedShown' && damagedLater.has(name));
        if (kind !== 'slow' && !isMeant) disagreements.push(`${name}: ${kind}, ${detail}`);
      }
    });
    assert.equal(compared.size, paths.length);
    assert.deepEqual(disagreements, []);
  }).timeout(300_000);
});

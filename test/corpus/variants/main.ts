/**
 * Asks the browser about each file of `test/support/images/variants.ts`, and writes down what it says: to be run when
 * these change. The unit tests hold our readers against it, a page test the browser.
 */
import { writeFileSync } from 'node:fs';
import { inspectImage } from '../../../src/core/image/inspect.ts';
import { variedFiles } from '../../support/images/variants.ts';
import { lineOf, type Verdict, type Verdicts, verdictsFile } from '../../support/images/variantVerdicts.ts';
import { launchBrowser } from '../../support/vscode/browser.ts';
import { judgeAll } from './judgeVariants.ts';

/** More pixels would take the browser seconds and gigabytes: these are not asked about. */
const mostPixels = 4_000_000;

async function main(): Promise<void> {
  const browser = await launchBrowser((line) => console.log(line));
  const lines: Record<string, string> = {};
  for (const { name, mediaType, variants } of variedFiles) {
    const ours = await Promise.all(variants.map(({ bytes }) => ourVerdict(bytes)));
    const asked = variants.filter((_, index) => !isHuge(ours[index]));
    const said = await judgeAll(
      browser,
      asked.map(({ bytes }) => bytes),
      mediaType,
    );
    const answers = said[Symbol.iterator]();
    const verdicts: Verdicts = ours.map((our) => {
      if (isHuge(our)) return 'differs';
      const verdict = answers.next().value;
      return String(verdict) === String(our) ? verdict : 'differs';
    });
    lines[name] = lineOf(verdicts);
    console.log(`${name}: ${verdicts.filter((verdict) => verdict !== 'differs').length} of ${variants.length} alike`);
  }
  await browser.close();
  writeFileSync(verdictsFile, `${JSON.stringify(lines, null, 2)}\n`);
}

async function ourVerdict(bytes: Buffer): Promise<Verdict> {
  const inspected = await inspectImage(bytes, 'variant', Infinity);
  return inspected.ok ? [inspected.value.width, inspected.value.height] : undefined;
}

function isHuge(verdict: Verdict): boolean {
  return verdict !== undefined && verdict[0] * verdict[1] > mostPixels;
}

void main();

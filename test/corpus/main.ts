/**
 * `npm run corpus -- FOLDER [--json]`: holds every image below a folder against the browser: whether it is accepted, its
 * size, and its middle as 512 × 512 pixels. Prints the disagreements by kind, and last a line of totals. With `--json`,
 * a line for each file as well.
 */
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { imageExtensions } from '../../src/core/model/mediaType.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { type Compared, compareWithBrowser } from './compare.ts';
import { type Disagreement, disagreements } from './verdict.ts';

async function main(parameters: readonly string[]): Promise<number> {
  const folder = parameters.find((each) => !each.startsWith('--'));
  if (folder === undefined) {
    console.error('Which folder? npm run corpus -- FOLDER [--json]');
    return 2;
  }
  const asJson = parameters.includes('--json');
  const paths = imagesBelow(folder);
  const byKind = new Map<Disagreement, string[]>(disagreements.map((kind) => [kind, []]));
  let agree = 0;
  const browser = await launchBrowser((line) => console.error(line));
  try {
    await compareWithBrowser(browser, paths, ({ path, seen, found }) => {
      const file = relative(folder, path);
      if (asJson) console.log(JSON.stringify(described({ path: file, seen, found })));
      if (found.length === 0) agree += 1;
      for (const { kind, detail, reason } of found) {
        byKind.get(kind)?.push(`${file}: ${detail}${reason === undefined ? '' : `\n      not followed: ${reason}`}`);
      }
    });
  } finally {
    await browser.close();
  }
  for (const [kind, files] of byKind) {
    if (files.length > 0) console.log(`\n${kind} (${files.length})\n  ${files.sort().join('\n  ')}`);
  }
  const counts = Object.fromEntries(disagreements.map((kind) => [kind, byKind.get(kind)?.length ?? 0]));
  console.log(`\n${JSON.stringify({ files: paths.length, agree, ...counts })}`);
  return 0;
}

/** The images below a folder, by their endings in any case, the way of the file dialog. */
function imagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => imageExtensions.includes(/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? '') && statSync(path).isFile())
    .sort();
}

function described({ path, seen: { inspected, drawn, judgement }, found }: Compared): object {
  const ours = inspected.ok
    ? {
        accepted: true,
        type: inspected.value.mediaType,
        width: inspected.value.width,
        height: inspected.value.height,
        facts: inspected.value.facts,
      }
    : { accepted: false, reason: inspected.failure.kind };
  const { photograph, showsWhole } = judgement;
  const browser = { showsWhole, ...(photograph && { width: photograph.width, height: photograph.height }) };
  return { file: path, ours, ...(drawn && { drawn: drawn.ok ? 'drawn' : drawn.reason }), browser, found };
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

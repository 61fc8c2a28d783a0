/**
 * `npm run corpus -- FOLDER [--json]`: holds every image below a folder against the browser: whether it is accepted, its
 * size, and its middle as 512 × 512 pixels. Prints the disagreements by kind, and last a line of totals. With `--json`,
 * a line for each file as well.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { imageExtensions } from '../../src/avatar/mediaType.ts';
import { inspectImage } from '../../src/image/inspect.ts';
import { isFlexible } from '../page/pictures/photographed.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { Judge } from './judge.ts';
import { OurPage } from './ourPage.ts';
import { reasonFor } from './reasons.ts';
import { CorpusSite } from './site.ts';
import { type Disagreement, disagreements, type Finding, findings, type Seen } from './verdict.ts';

const side = 512;
/** Two files at a time: one is decoded while the other is drawn. */
const lanes = 2;

interface Line {
  readonly file: string;
  readonly seen: Seen;
  readonly found: readonly Finding[];
}

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
  const note = ({ file, seen, found }: Line) => {
    if (asJson) console.log(JSON.stringify(described(file, seen, found)));
    if (found.length === 0) agree += 1;
    for (const { kind, detail } of found) {
      const reason = reasonFor(kind, seen);
      byKind.get(kind)?.push(`${file}: ${detail}${reason === undefined ? '' : `\n      not followed: ${reason}`}`);
    }
  };
  const site = await CorpusSite.start();
  const browser = await launchBrowser((line) => console.error(line));
  try {
    const rest = paths.entries();
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        const [judge, ours] = [await Judge.open(browser, site.origin), await OurPage.open(browser, site.origin)];
        for (const [index, path] of rest) {
          const seen = await see({ path, index, site, judge, ours });
          note({ file: relative(folder, path), seen, found: findings(seen) });
        }
      }),
    );
  } finally {
    await browser.close();
    site.stop();
  }
  for (const [kind, files] of byKind) {
    if (files.length > 0) console.log(`\n${kind} (${files.length})\n  ${files.join('\n  ')}`);
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

interface Looking {
  readonly path: string;
  readonly index: number;
  readonly site: CorpusSite;
  readonly judge: Judge;
  readonly ours: OurPage;
}

async function see({ path, index, site, judge, ours }: Looking): Promise<Seen> {
  const bytes = readFileSync(path);
  const { inspected, readingPause } = await inspect(bytes, basename(path));
  // What we refuse is shown to the browser as what it looks like.
  const mediaType = inspected.ok ? inspected.value.mediaType : guessedType(bytes);
  const url = site.add(index, path, mediaType);
  const drawn = inspected.ok ? await ours.draw(url, mediaType, side) : undefined;
  const isGivenUp = !inspected.ok && inspected.failure.kind === 'imageTooComplex';
  const judgement = isGivenUp
    ? { showsWhole: false, reason: 'not asked: drawing it may take minutes' }
    : await judge.judge(url, mediaType, { side, isFlexible: isFlexible(bytes, mediaType) });
  return { inspected, readingPause, judgement, ...(drawn && { drawn }) };
}

/** The other lane's work counts as well, so a long pause is measured once more. */
async function inspect(bytes: Uint8Array, fileName: string): Promise<Pick<Seen, 'inspected' | 'readingPause'>> {
  let readingPause = Infinity;
  let inspected = await inspectImage(bytes, fileName, Infinity);
  for (let tries = 0; tries < 2 && readingPause > 200; tries++) {
    const delays = monitorEventLoopDelay({ resolution: 10 });
    delays.enable();
    inspected = await inspectImage(bytes, fileName, Infinity);
    delays.disable();
    readingPause = Math.min(readingPause, delays.max / 1e6);
  }
  return { inspected, readingPause };
}

function guessedType(bytes: Buffer): string {
  const head = bytes.subarray(0, 12).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xff\xd8')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.slice(8) === 'WEBP') return 'image/webp';
  return head.slice(4, 8) === 'ftyp' ? 'image/avif' : 'image/svg+xml';
}

function described(file: string, { inspected, drawn, judgement }: Seen, found: readonly Finding[]): object {
  const ours = inspected.ok
    ? { accepted: true, type: inspected.value.mediaType, width: inspected.value.width, height: inspected.value.height, facts: inspected.value.facts }
    : { accepted: false, reason: inspected.failure.kind };
  const { photograph, showsWhole } = judgement;
  const browser = { showsWhole, ...(photograph && { width: photograph.width, height: photograph.height }) };
  return { file, ours, ...(drawn && { drawn: drawn.ok ? 'drawn' : drawn.reason }), browser, found };
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

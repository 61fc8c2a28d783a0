import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { inspectImage } from '../../src/core/image/inspect.ts';
import { isFlexible } from '../page/images/photographed.ts';
import { Judge } from './judge.ts';
import { OurPage } from './ourPage.ts';
import { CorpusSite } from './site.ts';
import { type Finding, findings, longestPause, type Seen, side } from './verdict.ts';

/** Two files at a time: one is decoded while the other is drawn. */
const lanes = 2;

/** What was seen of one file, and in what we and the browser differ about it. */
export interface Compared {
  readonly path: string;
  readonly seen: Seen;
  readonly found: readonly Finding[];
}

/** Holds what we say and draw of each file against what the browser says and draws. @param note gets each when it is done */
export async function compareWithBrowser(browser: Browser, paths: readonly string[], note: (compared: Compared) => void): Promise<void> {
  const site = await CorpusSite.start();
  const rest = paths.entries();
  try {
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        const [judge, ours] = [await Judge.open(browser, site.origin), await OurPage.open(browser, site.origin)];
        for (const [index, path] of rest) {
          const seen = await see({ path, index, site, judge, ours });
          note({ path, seen, found: findings(seen) });
        }
        await Promise.all([judge.close(), ours.close()]);
      }),
    );
  } finally {
    site.stop();
  }
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
    : await judge.judge(url, mediaType, {
        side,
        isFlexible: isFlexible(bytes, mediaType),
        mayMove: inspected.ok && inspected.value.facts.animated,
      });
  return { inspected, readingPause, judgement, ...(drawn && { drawn }) };
}

/** The other lane's work counts as well, so a long pause is measured once more. */
async function inspect(bytes: Uint8Array, fileName: string): Promise<Pick<Seen, 'inspected' | 'readingPause'>> {
  let readingPause = Infinity;
  let inspected = await inspectImage(bytes, fileName, Infinity);
  for (let tries = 0; tries < 2 && readingPause > longestPause; tries++) {
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

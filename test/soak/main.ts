/**
 * `npm run soak`: many uploads by the shipped bundle, from two processes on one history, to a server that often fails; and
 * the question whether each report was true, the last act won, nothing that was there is lost, and nothing is left behind.
 * `--seed N` repeats a run's chances; `--uploads N` makes it shorter. The last line is one JSON object; the exit code is 1 when
 * anything was wrong.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { seedFrom } from '../support/random.ts';
import { root } from '../support/root.ts';
import { soakUploads } from './uploadSoak.ts';

const agents = 200;
const longestRun = 10 * 60_000;

async function main(parameters: readonly string[]): Promise<number> {
  const seed = seedFrom(parameters);
  const uploads = countFrom(parameters) ?? 2_000;
  console.log(`Soak: ${uploads} uploads over ${agents} agents from two processes on one history; seed ${seed}`);
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), longestRun);
  const started = performance.now();
  const module = pathToFileURL(join(root, 'dist/network.js')).href;
  const summary = await soakUploads({ uploads, agents, seed, module, signal: stop.signal, say: (line) => console.log(line) });
  clearTimeout(clock);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${seconds.toFixed(1)} s${stop.signal.aborted ? '; stopped, since time was up' : ''}`);
  console.table({ ...summary });
  console.log(JSON.stringify(summary));
  const { wrong, olderOverNewer, beforeLost, leaked } = summary;
  return wrong + olderOverNewer + beforeLost + leaked > 0 || stop.signal.aborted ? 1 : 0;
}

function countFrom(parameters: readonly string[]): number | undefined {
  const index = parameters.indexOf('--uploads');
  const given = index < 0 ? NaN : Number(parameters[index + 1]);
  return Number.isSafeInteger(given) && given > 0 ? given : undefined;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

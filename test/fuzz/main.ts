/**
 * `npm run fuzz`: 100,000 mutated answers and as many mutated images through the parsers. `--seed N` repeats a run,
 * `--inputs N` makes it shorter. A second process does the work, so that a parser that hangs is found out.
 */
import { spawnSync } from 'node:child_process';
import { seedFrom } from '../support/random.ts';
import { answers, readAnswer } from './answers.ts';
import { fuzz } from './fuzz.ts';
import { images, readImage } from './images.ts';

const longestRun = 5 * 60_000;

async function work(seed: number, inputs: number): Promise<void> {
  console.log(`Fuzz: seed ${seed}`);
  for (const [what, seeds, check] of [
    ['answers', answers, readAnswer],
    ['images', images, readImage],
  ] as const) {
    const { accepted, slowest } = await fuzz(seeds, check, inputs, seed);
    console.log(`${inputs} ${what}: ${accepted} taken for good, no crash, the slowest took ${slowest.toFixed(1)} ms`);
  }
}

async function main(parameters: readonly string[]): Promise<number> {
  const [seed, inputs] = [seedFrom(parameters), Number(parameters[parameters.indexOf('--inputs') + 1])];
  const count = parameters.includes('--inputs') && inputs > 0 ? inputs : 100_000;
  if (parameters.includes('--work')) {
    await work(seed, count);
    return 0;
  }
  const again = ['--import=tsx', __filename, '--work', '--seed', String(seed), '--inputs', String(count)];
  const { status, signal } = spawnSync(process.execPath, again, { stdio: 'inherit', timeout: longestRun });
  if (signal) console.log(`It did not end within ${longestRun / 60_000} minutes: a parser hangs (seed ${seed}).`);
  return status ?? 1;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));

/**
 * `npm run mutate`: changes the core's rules one small piece at a time, and looks whether a test notices. With names of
 * parts as arguments only those: `npm run mutate -- model`. The last line is one JSON object; the exit code is 1 when
 * fewer than 90 % of the changes are noticed.
 */
import { parts } from './parts.ts';
import { percent, type Score, scoreOf, sum } from './score.ts';
import { ensureStryker, reportOf, runStryker } from './stryker.ts';

const leastPercent = 90;

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => !(name in parts));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  const stryker = await ensureStryker();
  const scores: Record<string, Score> = {};
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n━━ ${name}`);
    scores[name] = scoreOf(await runStryker(stryker, name, part));
  }
  console.log();
  for (const [name, score] of Object.entries(scores)) {
    const { killed, survived, excluded } = score;
    console.log(`${name}: ${percent(score)} %, ${killed} killed, ${survived} survived, ${excluded} excluded; ${reportOf(name, 'html')}`);
    const { notMutated } = parts[name] ?? {};
    if (notMutated !== undefined) console.log(`  Not measured: ${notMutated}.`);
  }
  const { killed, survived, excluded } = sum(Object.values(scores));
  const score = percent({ killed, survived, excluded });
  console.log(JSON.stringify({ killed, survived, score }));
  return score < leastPercent ? 1 : 0;
}

void main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);

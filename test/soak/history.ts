/**
 * `npm run soak:history`: whether the history survives processes that are killed while they write to it. Options:
 * `-- --rounds N --seed N`. The last line is one JSON object; the exit code is 1 when anything was lost or doubled.
 */
import { parseArgs } from 'node:util';
import { soakHistory } from './historySoak.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } } });
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
  if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(seed))) {
    throw new Error('--rounds must be a whole number above 0, --seed a whole number.');
  }
  const { lost, beforeLost, duplicated, ...rest } = await soakHistory(rounds, seed, (line) => console.log(line));
  const { kills, acknowledged, attempts } = rest;
  console.log(
    `${rounds} rounds, ${kills} kills, ${acknowledged} entries acknowledged, ${attempts} attempts, ${lost} lost, ${beforeLost} of before lost, ${duplicated} duplicated`,
  );
  console.log(JSON.stringify({ rounds, kills, acknowledged, attempts, lost, beforeLost, duplicated, seed }));
  if (lost + beforeLost + duplicated > 0) process.exitCode = 1;
}

void main();

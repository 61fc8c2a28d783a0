/** Loads a contender's code, uploads once and tells how many milliseconds both took: `<name> <module> <origin> <file>`. */
import { readFileSync } from 'node:fs';
import { type ContenderName, contenderOf } from '../contenders/contender.ts';
import { agentFor } from './agentFor.ts';

async function main([name, module, origin, file]: readonly string[]): Promise<void> {
  const image = readFileSync(file!);
  const started = performance.now();
  const contender = await contenderOf(name as ContenderName, { module: module!, origin: origin!, image });
  await contender.upload(agentFor(image.length, 0));
  const milliseconds = performance.now() - started;
  process.send?.(milliseconds, () => process.exit());
}

void main(process.argv.slice(2));

/** A contender in a process of its own that uploads when told to: `<name> <module> <origin> <file>`. */
import { readFileSync } from 'node:fs';
import { type ContenderName, contenderOf } from '../contenders/contender.ts';
import { agentFor } from './agentFor.ts';

/** `atOnce` 1: answers with the milliseconds of each upload; more: with those of all together. */
export interface UploadOrder {
  readonly count: number;
  readonly atOnce: number;
}

async function main([name, module, origin, file]: readonly string[]): Promise<void> {
  const image = readFileSync(file!);
  const contender = await contenderOf(name as ContenderName, { module: module!, origin: origin!, image });
  const uploadFrom = async (numbers: Iterator<number>, place: number) => {
    for (let next = numbers.next(); next.done !== true; next = numbers.next()) {
      await contender.upload(agentFor(image.length, place));
    }
  };
  process.on('message', ({ count, atOnce }: UploadOrder) => {
    const answer = async () => {
      if (atOnce > 1) {
        const started = performance.now();
        const shared = Array.from({ length: count }, (_, index) => index).values();
        await Promise.all(Array.from({ length: atOnce }, (_, place) => uploadFrom(shared, place)));
        return [performance.now() - started];
      }
      const times: number[] = [];
      while (times.length < count) {
        const started = performance.now();
        await contender.upload(agentFor(image.length, 0));
        times.push(performance.now() - started);
      }
      return times;
    };
    answer().then((times) => process.send?.(times), fail);
  });
  process.send?.('ready');
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

process.once('disconnect', () => process.exit());
main(process.argv.slice(2)).catch(fail);

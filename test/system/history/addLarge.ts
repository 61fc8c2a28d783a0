import { History } from '../../../src/core/history/history.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

/** Adds an entry with an image of 10 MB to a folder; prints the code of the error it met. */
async function main(folder: string): Promise<void> {
  const bytes = Buffer.alloc(10_000_000, 7);
  const history = new History(folder, () => undefined);
  await history.add(sampleUpdate(agent('a'), bytes), bytes).then(
    () => console.log('added'),
    (error: unknown) => console.log(error instanceof Error && 'code' in error ? error.code : error),
  );
}

void main(process.argv[2]!);

import { Updates } from '../../../src/core/history/updates.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

/** Adds an update with a picture of 10 MB to a folder; prints the code of the error it met. */
async function main(folder: string): Promise<void> {
  const bytes = Buffer.alloc(10_000_000, 7);
  const updates = new Updates(folder, () => undefined);
  await updates.add(sampleUpdate(agent('a'), bytes), bytes).then(
    () => console.log('added'),
    (error: unknown) => console.log(error instanceof Error && 'code' in error ? error.code : error),
  );
}

void main(process.argv[2]!);

import { inspectImage } from '../../../src/core/image/inspect.ts';
import { bombs } from './bombs.ts';

/** Says of each bomb what became of it, a line each, in a process that may be ended at any time. */
async function readBombs(): Promise<void> {
  for (const { name, bytes } of bombs) {
    const inspected = await inspectImage(bytes(), 'bomb', Infinity);
    process.stdout.write(`${name}: ${inspected.ok ? 'shown' : inspected.failure.kind}\n`);
  }
}

void readBombs();

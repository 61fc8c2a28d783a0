import { randomFillSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workFolder } from '../programs/programs.ts';

/** A file of random bytes: nobody here looks into an image. Gives its path. */
export function imageFile(bytes: number): string {
  mkdirSync(workFolder, { recursive: true });
  const file = join(workFolder, `${bytes}.png`);
  writeFileSync(file, randomFillSync(Buffer.allocUnsafe(bytes)));
  return file;
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { inspectImage } from '../../src/image/inspect.ts';

const limit = 10_000_000;
const folder = join(__dirname, '../support/samples/files');
/** Short beginnings, so that most mutations hit what is read, and longer ones, in which there is more to follow. */
const lengths = [100, 600, 16_384];

const files = readdirSync(folder).flatMap((name) => {
  const bytes = readFileSync(join(folder, name));
  return lengths.map((length) => bytes.subarray(0, length));
});

export const images: [Buffer, ...Buffer[]] = [PNG.sync.write(new PNG({ width: 30, height: 20 })), ...files];

/** Looks at bytes as the product does before it sends them. */
export async function readImage(bytes: Buffer): Promise<boolean> {
  const result = await inspectImage(bytes, 'fuzz', limit);
  if (!result.ok) return false;
  const { width, height } = result.value;
  assert.ok(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0);
  return true;
}

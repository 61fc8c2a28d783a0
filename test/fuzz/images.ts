import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { inspectImage } from '../../src/core/image/inspect.ts';
import { mostDrawingCost } from '../../src/core/image/svgCost.ts';
import { generatedCorpus } from '../support/images/generatedCorpus.ts';

const limit = 10_000_000;
const folder = join(__dirname, '../support/samples/files');
/** Whole files of each kind, small enough that most mutations hit what is read. */
const largestSeed = 20_000;
const generated = generatedCorpus.map(({ bytes }) => bytes).filter(({ length }) => length > 0 && length < largestSeed);
/** Images of programs, and beginnings of them. */
const lengths = [100, 600, 16_384, Infinity];
const files = readdirSync(folder).flatMap((name) => {
  const bytes = readFileSync(join(folder, name));
  return lengths.map((length) => bytes.subarray(0, length));
});

export const images: [Buffer, ...Buffer[]] = [...generated, ...files] as [Buffer, ...Buffer[]];

/** Looks at bytes as the product does before it sends them. */
export async function readImage(bytes: Buffer): Promise<boolean> {
  const taken = await isTaken(bytes);
  // What was changed in a PNG is found by its checksums already; with true ones, the reader has to find it.
  const repaired = withChecksums(bytes);
  return repaired ? (await isTaken(repaired)) || taken : taken;
}

async function isTaken(bytes: Buffer): Promise<boolean> {
  const result = await inspectImage(bytes, 'fuzz', limit);
  if (!result.ok) return false;
  const { width, height, facts } = result.value;
  assert.ok(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0);
  assert.ok(Number.isSafeInteger(facts.decodedPixels) && facts.decodedPixels >= 0);
  assert.ok(facts.drawingCost >= 0 && facts.drawingCost <= mostDrawingCost, String(facts.drawingCost));
  // Whoever finds a place has found something.
  assert.ok(facts.place === 'none' || facts.metadata !== 'none');
  return true;
}

function withChecksums(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 0, 4) !== '\x89PNG') return undefined;
  const copy = Buffer.from(bytes);
  for (let at = 8; at + 12 <= copy.length;) {
    const end = at + 8 + copy.readUInt32BE(at);
    if (end + 4 > copy.length) break;
    copy.writeUInt32BE(crc32(copy.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return copy;
}

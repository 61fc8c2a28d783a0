import { boxesOf, findBox, neededBox } from './boxes.ts';
import { type Bytes, DamagedImage } from './bytes.ts';

/** The offset of the size in a sample's description, behind the heads of the list and the description. */
const [entryAt, widthAt, heightAt] = [8, 24, 26];

/** Frames of the track that has most. */
export function countFrames(moov: Bytes): number {
  return tracksOf(moov).reduce((most, table) => Math.max(most, findBox(table, 'stsz')?.u32be(8) ?? 0), 0);
}

/** Reads the first track of a file that has no still image. */
export function readTrack(moov: Bytes, file: Bytes): { width: number; height: number } {
  const [table] = tracksOf(moov);
  if (!table) throw new DamagedImage('There is no track in it.');
  const entry = findBox(neededBox(table, 'stsd').from(entryAt), 'av01');
  if (!entry) throw new DamagedImage('It is not packed as AV1.');
  const chunks = neededBox(table, 'stco');
  const sizes = neededBox(table, 'stsz');
  file.need(chunks.u32be(8), sizes.u32be(4) || sizes.u32be(12));
  return { width: entry.u16be(widthAt), height: entry.u16be(heightAt) };
}

function tracksOf(moov: Bytes): Bytes[] {
  return [...boxesOf(moov)]
    .filter(({ type }) => type === 'trak')
    .map(({ body }) => neededBox(neededBox(neededBox(body, 'mdia'), 'minf'), 'stbl'));
}

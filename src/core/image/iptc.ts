import type { Carried } from '../model/image.ts';
import { type Bytes, DamagedImage } from './bytes.ts';

/** Photoshop's resources that may say where an image was taken: captions, EXIF, XMP. */
const otherWords = [0x03f0, 0x0422, 0x0423, 0x0424];
const iptcResource = 0x0404;
/** Content location, city, sublocation, province, country. */
const placeDatasets = [26, 27, 90, 92, 95, 100, 101];
const dataset = 0x1c;

/** Says whether Photoshop's block of resources, which holds IPTC, names a place. */
export function readIptc(block: Bytes): Carried {
  try {
    return placeInResources(block);
  } catch (error) {
    if (error instanceof DamagedImage) return 'unknown';
    throw error;
  }
}

function placeInResources(block: Bytes): Carried {
  const header = 'Photoshop 3.0\0';
  if (!block.has(0, header)) return 'unknown';
  let found: Carried = 'none';
  for (let at = header.length; at + 12 <= block.length;) {
    if (!block.has(at, '8BIM')) return 'unknown';
    const id = block.u16be(at + 4);
    const nameLength = block.u8(at + 6) + 1;
    const sizeAt = at + 6 + nameLength + (nameLength % 2);
    const size = block.u32be(sizeAt);
    if (id === iptcResource && namesPlace(block.part(sizeAt + 4, size))) return 'present';
    if (otherWords.includes(id)) found = 'unknown';
    at = sizeAt + 4 + size + (size % 2);
  }
  return found;
}

function namesPlace(records: Bytes): boolean {
  for (let at = 0; at + 5 <= records.length && records.u8(at) === dataset;) {
    const length = records.u16be(at + 3);
    if (records.u8(at + 1) === 2 && placeDatasets.includes(records.u8(at + 2)) && length > 0) return true;
    if (length >= 0x8000) throw new DamagedImage('An IPTC record is too long to be followed.');
    at += 5 + length;
  }
  return false;
}

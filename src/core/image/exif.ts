import type { Carried } from '../model/image.ts';
import { type Bytes, DamagedImage } from './bytes.ts';

export interface Exif {
  readonly place: Carried;
  readonly orientation: number | undefined;
}

const tag = { orientation: 0x0112, exif: 0x8769, gps: 0x8825, makerNote: 0x927c, xmp: 0x02bc, iptc: 0x83bb } as const;
/** Latitude and longitude, of the camera and of what it was pointed at, and the names that programs give to the place. */
const gpsPositions = [1, 2, 3, 4, 19, 20, 21, 22, 27, 28];
/** A directory with more entries is none; each is looked at. */
const mostEntries = 4096;

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly at: number };

/** Reads a TIFF block. One that cannot be followed may hold anything. */
export function readExif(block: Bytes): Exif {
  try {
    const tiff = new Tiff(block);
    const first = tiff.directory(tiff.firstAt);
    const orientation = first.find((entry) => entry.tag === tag.orientation);
    return { place: readPlace(tiff, first), orientation: orientation && tiff.orientation(orientation) };
  } catch (error) {
    if (error instanceof DamagedImage) return { place: 'unknown', orientation: undefined };
    throw error;
  }
}

/** A browser turns an image by a block in which no place can be found. */
function readPlace(tiff: Tiff, first: readonly Entry[]): Carried {
  try {
    return tiff.place(first);
  } catch (error) {
    if (error instanceof DamagedImage) return 'unknown';
    throw error;
  }
}

class Tiff {
  readonly #isLittle: boolean;

  constructor(private readonly block: Bytes) {
    this.#isLittle = block.has(0, 'II');
    if (!this.#isLittle && !block.has(0, 'MM')) throw new DamagedImage('EXIF has no byte order.');
    if (this.#u16(2) !== 42) throw new DamagedImage('EXIF has no signature.');
  }

  get firstAt(): number {
    return this.#u32(4);
  }

  directory(at: number): Entry[] {
    const count = this.#u16(at);
    if (count > mostEntries) throw new DamagedImage('EXIF has too many entries.');
    return Array.from({ length: count }, (_, index) => {
      const entryAt = at + 2 + index * 12;
      return { tag: this.#u16(entryAt), type: this.#u16(entryAt + 2), count: this.#u32(entryAt + 4), at: entryAt + 8 };
    });
  }

  orientation({ type, count, at }: Entry): number | undefined {
    const value = this.#u16(at);
    return type === 3 && count === 1 && value >= 1 && value <= 8 ? value : undefined;
  }

  place(first: readonly Entry[]): Carried {
    const gps = this.#below(first, tag.gps);
    if (gps?.some((entry) => gpsPositions.includes(entry.tag))) return 'present';
    const exif = this.#below(first, tag.exif);
    // A maker's note, or another format inside, may hold a place.
    const mayHide = [...first, ...(exif ?? [])].some((entry) => [tag.makerNote, tag.xmp, tag.iptc].some((hidden) => hidden === entry.tag));
    return mayHide ? 'unknown' : 'none';
  }

  #below(entries: readonly Entry[], pointer: number): Entry[] | undefined {
    const entry = entries.find((each) => each.tag === pointer);
    return entry && this.directory(this.#u32(entry.at));
  }

  #u16(at: number): number {
    return this.#isLittle ? this.block.u16le(at) : this.block.u16be(at);
  }

  #u32(at: number): number {
    return this.#isLittle ? this.block.u32le(at) : this.block.u32be(at);
  }
}

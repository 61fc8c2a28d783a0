import type { Carried } from '../model/image.ts';
import type { Bytes } from './bytes.ts';
import { readExif } from './exif.ts';
import { readIptc } from './iptc.ts';

/** Of two findings, the one that weighs more. */
function more(one: Carried, other: Carried): Carried {
  if (one === 'present' || other === 'present') return 'present';
  return one === 'unknown' || other === 'unknown' ? 'unknown' : 'none';
}

/** Names that XMP gives to positions and places, in all schemas that cameras and editors write. */
const placeInXmp = /GPS|Location|City|Country|State\b|Sublocation|[Ll]atitude|[Ll]ongitude|geo:/;

/** A longer description is not searched to its end. */
const mostXmp = 1_000_000;

/** Gathers what a file carries beside its image, while its parts are read. */
export class Carriage {
  metadata: Carried = 'none';
  place: Carried = 'none';
  /** How the browser turns the image: 1 (not at all) to 8; the first EXIF block decides. */
  orientation: number | undefined;

  /** A TIFF block, as EXIF has it in every format. @param turns whether a browser heeds its orientation */
  exif(block: Bytes, turns: boolean): void {
    const { place, orientation } = readExif(block);
    this.note('present', place);
    if (turns) this.orientation ??= orientation;
  }

  xmp(block: Bytes): void {
    const searched = block.text(0, Math.min(block.length, mostXmp));
    const otherwise = searched.length < block.length ? 'unknown' : 'none';
    this.note('present', placeInXmp.test(searched) ? 'present' : otherwise);
  }

  iptc(block: Bytes): void {
    this.note('present', readIptc(block));
  }

  /** A comment, or another text of a person's or a program's: it may say anything. */
  words(): void {
    this.note('present', 'unknown');
  }

  /** Something that is not part of the image, of which no more is known. */
  unknown(): void {
    this.note('unknown', 'unknown');
  }

  note(metadata: Carried, place: Carried): void {
    this.metadata = more(this.metadata, metadata);
    this.place = more(this.place, place);
  }
}

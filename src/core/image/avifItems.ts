import { Cursor, boxesOf, findBox, neededBox } from './boxes.ts';
import { Bytes, DamagedImage } from './bytes.ts';

/** Full boxes begin with a version and flags. */
const fullBox = 4;
/** No AVIF needs more; each is looked at several times. */
const mostItems = 4096;
/** Of bytes that are put together. */
const bytesPerStep = 1024;

export interface Property {
  readonly type: string;
  readonly body: Bytes;
  readonly isEssential: boolean;
}

export interface Item {
  readonly id: number;
  readonly type: string;
  readonly contentType: string;
  readonly extents: readonly Extent[];
  readonly properties: readonly Property[];
  /** From this item to others, by kind: `dimg` to a grid's tiles, `auxl` to whose alpha this is. */
  readonly references: ReadonlyMap<string, readonly number[]>;
}

interface Extent {
  readonly inIdat: boolean;
  readonly offset: number;
  readonly length: number;
}

/** The items that an AVIF's `meta` lists. */
export class AvifItems {
  readonly items: ReadonlyMap<number, Item>;
  readonly #primary: number;
  readonly #idat: Bytes | undefined;

  constructor(
    private readonly file: Bytes,
    meta: Bytes,
  ) {
    if (!neededBox(meta, 'hdlr', fullBox).has(8, 'pict')) throw new DamagedImage('It holds no images.');
    const pitm = neededBox(meta, 'pitm', fullBox);
    this.#primary = new Cursor(pitm, fullBox).take(pitm.u8(0) === 0 ? 2 : 4);
    this.#idat = findBox(meta, 'idat', fullBox);
    const extents = readLocations(neededBox(meta, 'iloc', fullBox));
    const properties = readProperties(neededBox(meta, 'iprp', fullBox));
    const references = readReferences(findBox(meta, 'iref', fullBox));
    this.items = new Map(
      readInfos(neededBox(meta, 'iinf', fullBox)).map(({ id, type, contentType }) => [
        id,
        {
          id,
          type,
          contentType,
          extents: extents.get(id) ?? [],
          properties: properties.get(id) ?? [],
          references: references.get(id) ?? new Map<string, number[]>(),
        },
      ]),
    );
  }

  get primary(): Item {
    return this.item(this.#primary);
  }

  item(id: number): Item {
    const item = this.items.get(id);
    if (!item) throw new DamagedImage('An item is missing.');
    return item;
  }

  /** An item's bytes, put together. The same ones may be part of many items, but not again and again. */
  dataOf({ extents }: Item): Bytes {
    const parts = extents.map(({ inIdat, offset, length }) => {
      const source = inIdat ? this.#idat : this.file;
      if (!source) throw new DamagedImage('An item is nowhere.');
      return source.part(offset, length === 0 ? source.length - offset : length);
    });
    const [only] = parts;
    if (only && parts.length === 1) return only;
    this.file.budget?.spend(parts.reduce((sum, { length }) => sum + length, 0) / bytesPerStep);
    return new Bytes(Buffer.concat(parts.map(({ raw }) => raw)), this.file.budget);
  }
}

interface Info {
  readonly id: number;
  readonly type: string;
  readonly contentType: string;
}

function readInfos(iinf: Bytes): Info[] {
  const counted = new Cursor(iinf, fullBox);
  counted.take(iinf.u8(0) === 0 ? 2 : 4);
  return [...boxesOf(counted.rest())]
    .filter(({ type }) => type === 'infe')
    .map(({ body }) => {
      const version = body.u8(0);
      if (version < 2) throw new DamagedImage('An item has no type.');
      const cursor = new Cursor(body, fullBox);
      const id = cursor.take(version === 2 ? 2 : 4);
      cursor.take(2);
      const type = cursor.text(4);
      return { id, type, contentType: contentTypeIn(cursor.rest()) };
    });
}

/** It follows the item's name. */
function contentTypeIn(rest: Bytes): string {
  const nameEnd = rest.find(0, 0);
  return nameEnd < 0 ? '' : rest.textUntilZero(nameEnd + 1);
}

function readLocations(iloc: Bytes): Map<number, Extent[]> {
  const version = iloc.u8(0);
  if (version > 2) throw new DamagedImage('Its items lie in an unknown way.');
  const cursor = new Cursor(iloc, fullBox);
  const sizes = cursor.take(2);
  const [offsetSize, lengthSize, baseSize, indexSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, version === 0 ? 0 : sizes & 15];
  const count = bounded(cursor.take(version < 2 ? 2 : 4));
  const locations = new Map<number, Extent[]>();
  for (let index = 0; index < count; index++) {
    const id = cursor.take(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : cursor.take(2) & 15;
    if (method > 1) throw new DamagedImage('An item is made of others.');
    cursor.take(2);
    const base = cursor.take(baseSize);
    const extents = Array.from({ length: bounded(cursor.take(2)) }, () => {
      cursor.take(indexSize);
      return { inIdat: method === 1, offset: base + cursor.take(offsetSize), length: cursor.take(lengthSize) };
    });
    locations.set(id, extents);
  }
  return locations;
}

function readProperties(iprp: Bytes): Map<number, Property[]> {
  const all = [...boxesOf(neededBox(iprp, 'ipco'))];
  const byItem = new Map<number, Property[]>();
  for (const { type, body } of boxesOf(iprp)) {
    if (type !== 'ipma') continue;
    const [version, flags] = [body.u8(0), body.u8(3)];
    const cursor = new Cursor(body, fullBox);
    let before = -1;
    for (let count = bounded(cursor.take(4)); count > 0; count--) {
      const id = cursor.take(version === 0 ? 2 : 4);
      if (id <= before) throw new DamagedImage('Its properties are out of order.');
      before = id;
      const properties = Array.from({ length: cursor.take(1) }, () => {
        const wide = flags & 1 ? cursor.take(2) : cursor.take(1) << 8;
        const index = flags & 1 ? wide & 0x7fff : (wide >> 8) & 0x7f;
        const property = all[index - 1];
        if (index > 0 && !property) throw new DamagedImage('A property is missing.');
        return property && { type: property.type, body: property.body, isEssential: (wide & 0x8000) !== 0 };
      });
      byItem.set(
        id,
        properties.filter((each) => each !== undefined),
      );
    }
  }
  return byItem;
}

function readReferences(iref: Bytes | undefined): Map<number, Map<string, number[]>> {
  const references = new Map<number, Map<string, number[]>>();
  if (!iref) return references;
  const idSize = iref.u8(0) === 0 ? 2 : 4;
  for (const { type, body } of boxesOf(iref, fullBox)) {
    const cursor = new Cursor(body, 0);
    const from = cursor.take(idSize);
    const to = Array.from({ length: bounded(cursor.take(2)) }, () => cursor.take(idSize));
    const ofItem = references.get(from) ?? new Map<string, number[]>();
    const known = ofItem.get(type);
    if (known) for (const id of to) known.push(id);
    else ofItem.set(type, to);
    references.set(from, ofItem);
  }
  return references;
}

function bounded(count: number): number {
  if (count > mostItems) throw new DamagedImage('It has too many items.');
  return count;
}

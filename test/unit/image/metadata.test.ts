import assert from 'node:assert/strict';
import { Bytes, DamagedImage } from '../../../src/core/image/bytes.ts';
import { Carriage } from '../../../src/core/image/carried.ts';
import { readExif } from '../../../src/core/image/exif.ts';
import { readIptc } from '../../../src/core/image/iptc.ts';
import { exif } from '../../support/images/exif.ts';
import { be16 } from '../../support/images/jpeg.ts';

const bytesOf = (...parts: (string | readonly number[] | Buffer)[]) =>
  new Bytes(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))));

describe('IPTC in a block of Photoshop’s', () => {
  const header = 'Photoshop 3.0\0';
  const resource = (id: number, data: Buffer, { name = '', size = data.length } = {}) => {
    const named = Buffer.from(`${String.fromCharCode(name.length)}${name}`, 'latin1');
    const even = (part: Buffer) => Buffer.concat([part, Buffer.alloc(part.length % 2)]);
    return Buffer.concat([Buffer.from('8BIM'), Buffer.from(be16(id)), even(named), Buffer.from([0, 0, ...be16(size)]), even(data)]);
  };
  const record = (dataset: number, text: string, group = 2) =>
    Buffer.from([0x1c, group, dataset, ...be16(text.length), ...Buffer.from(text)]);
  const iptc = (...records: readonly Buffer[]) => resource(0x0404, Buffer.concat(records));
  const city = record(90, 'Paris');
  const caption = record(120, 'Maya at work');
  const resolution = resource(0x03ed, Buffer.alloc(16));

  const blocks: readonly (readonly [what: string, expected: string, block: readonly (string | Buffer)[]])[] = [
    ['nothing', 'none', [header]],
    ['a city', 'present', [header, iptc(city)]],
    ['a city behind other records', 'present', [header, iptc(caption, record(5, 'odd'), city)]],
    ['a city of one letter', 'present', [header, iptc(record(90, 'X'))]],
    ['a city without a name', 'none', [header, iptc(record(90, ''))]],
    ['a city without a name, last of all', 'none', [header, iptc(caption, record(90, ''))]],
    ['a city behind a record without a text', 'present', [header, iptc(record(5, ''), city)]],
    ['no place', 'none', [header, iptc(caption)]],
    ['another group’s record of the same number', 'none', [header, iptc(record(90, 'ab', 1))]],
    ['a place in a resource that is no IPTC', 'none', [header, resource(0x03ed, city)]],
    ['something before its records', 'none', [header, iptc(Buffer.from([7]), city)]],
    ['a city behind another resource', 'present', [header, resolution, iptc(city)]],
    ['a city behind a resource of an odd length', 'present', [header, resource(0x03ed, Buffer.alloc(3)), iptc(city)]],
    [
      'a city behind resources with names',
      'present',
      [header, ...['a', 'ab', 'abc'].map((name) => resource(1, Buffer.alloc(2), { name })), iptc(city)],
    ],
    ['a caption, which may say it', 'unknown', [header, resource(0x03f0, Buffer.alloc(4))]],
    ['EXIF of its own, last and empty', 'unknown', [header, resource(0x0422, Buffer.alloc(0))]],
    ['more EXIF of its own', 'unknown', [header, resource(0x0423, Buffer.alloc(4)), resolution]],
    ['XMP of its own', 'unknown', [header, resource(0x0424, Buffer.alloc(4))]],
    ['a caption and a city', 'present', [header, resource(0x03f0, Buffer.alloc(4)), iptc(city)]],
    ['another program’s header', 'unknown', ['Photoshop 2.5\0', iptc(city)]],
    ['something that is no resource', 'unknown', [header, '8BPS', resource(1, Buffer.alloc(8)).subarray(4)]],
    ['a resource longer than the block', 'unknown', [header, resource(0x0404, city, { size: 99 })]],
    ['a record too long to be followed', 'unknown', [header, iptc(Buffer.from([0x1c, 2, 5, 0x80, 0, 0, 0]))]],
  ];
  for (const [what, expected, block] of blocks) {
    it(`${expected === 'present' ? 'names a place' : `names ${expected === 'none' ? 'no place' : 'who knows what'}`}: ${what}`, () =>
      assert.equal(readIptc(bytesOf(...block)), expected));
  }
});

describe('EXIF', () => {
  type Entry = readonly [tag: number, type: number, count: number, value: number];
  const le = (size: number, value: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  /** One directory right behind the header; others are put behind it. */
  const tiff = (entries: readonly Entry[], ...below: readonly Buffer[]) => bytesOf('II', le(2, 42), le(4, 8), directory(entries), ...below);
  const directory = (entries: readonly Entry[]) =>
    Buffer.concat([
      le(2, entries.length),
      ...entries.flatMap(([tag, type, count, value]) => [le(2, tag), le(2, type), le(4, count), le(4, value)]),
      le(4, 0),
    ]);
  const behind = 8 + 2 + 12 + 4;
  const gps = (...entries: readonly Entry[]) => tiff([[0x8825, 4, 1, behind]], directory(entries));
  const north: Entry = [1, 2, 2, 0x4e];
  const altitude: Entry = [6, 5, 1, 0];

  it('holds nothing', () => assert.deepEqual(readExif(tiff([])), { place: 'none', orientation: undefined }));

  it('turns a picture in one of eight ways', () => {
    for (let value = 0; value <= 9; value++) {
      const orientation = value >= 1 && value <= 8 ? value : undefined;
      assert.deepEqual(readExif(tiff([[0x0112, 3, 1, value]])), { place: 'none', orientation });
      assert.deepEqual(readExif(new Bytes(exif({ orientation: value, isBigEndian: true }))), { place: 'none', orientation });
    }
  });
  it('turns it by one short number alone', () => {
    for (const entry of [
      [0x0112, 4, 1, 6],
      [0x0112, 3, 2, 6],
    ] as const) {
      assert.equal(readExif(tiff([entry])).orientation, undefined);
    }
  });

  it('has a position, or only what else belongs to one', () => {
    assert.equal(readExif(gps(north)).place, 'present');
    assert.equal(readExif(gps(altitude, north)).place, 'present');
    assert.equal(readExif(gps(altitude)).place, 'none');
    assert.equal(readExif(gps()).place, 'none');
  });

  it('has a directory that leads nowhere', () => {
    assert.deepEqual(readExif(tiff([[0x8825, 4, 1, 9_999]])), { place: 'unknown', orientation: undefined });
    assert.deepEqual(
      readExif(
        tiff([
          [0x0112, 3, 1, 6],
          [0x8825, 4, 1, 9_999],
        ]),
      ),
      { place: 'unknown', orientation: 6 },
    );
  });

  for (const [what, entries] of [
    ['XMP', [[0x02bc, 7, 4, 0]]],
    ['IPTC', [[0x83bb, 7, 4, 0]]],
  ] as const) {
    it(`may hide a place in ${what}`, () => assert.equal(readExif(tiff(entries)).place, 'unknown'));
  }
  it('may hide a place in its maker’s note', () =>
    assert.equal(readExif(tiff([[0x8769, 4, 1, behind]], directory([[0x927c, 7, 4, 0]]))).place, 'unknown'));

  for (const [what, block] of [
    ['without a byte order', bytesOf('XX', le(2, 42), le(4, 8), directory([]))],
    ['without a signature', bytesOf('II', le(2, 43), le(4, 8), directory([]))],
    ['with more entries than any', bytesOf('II', le(2, 42), le(4, 8), le(2, 4097), Buffer.alloc(12 * 4097))],
  ] as const) {
    it(`may be anything: ${what}`, () => assert.deepEqual(readExif(block), { place: 'unknown', orientation: undefined }));
  }
  it('may have as many entries as there are', () =>
    assert.equal(readExif(bytesOf('II', le(2, 42), le(4, 8), le(2, 4096), Buffer.alloc(12 * 4096))).place, 'none'));
});

describe('what a file carries', () => {
  const weights = ['none', 'unknown', 'present'] as const;
  it('is what weighs most of all that is found', () => {
    for (const [first, one] of weights.entries()) {
      for (const [second, other] of weights.entries()) {
        const carriage = new Carriage();
        carriage.note(one, other);
        carriage.note(other, one);
        const most = weights[Math.max(first, second)];
        assert.deepEqual([carriage.metadata, carriage.place], [most, most]);
      }
    }
  });

  it('is turned by its first block that says how, where a browser heeds it', () => {
    const carriage = new Carriage();
    const turned = (orientation: number) => new Bytes(exif({ orientation }));
    carriage.exif(turned(3), false);
    assert.equal(carriage.orientation, undefined);
    for (const block of [new Bytes(exif({})), turned(6), turned(8)]) carriage.exif(block, true);
    assert.equal(carriage.orientation, 6);
  });

  it('is searched for places in its XMP, which a very long one may hide', () => {
    const placeOf = (text: string) => {
      const carriage = new Carriage();
      carriage.xmp(bytesOf(text));
      return carriage.place;
    };
    for (const name of ['exif:GPSLatitude', 'Iptc4xmpCore:Location', 'photoshop:City', 'photoshop:Country', 'photoshop:State', 'geo:lat']) {
      assert.equal(placeOf(`<x ${name}="1"/>`), 'present', name);
    }
    assert.equal(placeOf('<x Status="StateOfTheArt"/>'), 'none');
    assert.equal(placeOf(' '.repeat(1_000_000)), 'none');
    assert.equal(placeOf(' '.repeat(1_000_001)), 'unknown');
  });
});

describe('bytes', () => {
  const bytes = bytesOf('ab\0c\xe9');

  it('end where they end', () => {
    for (const read of [
      () => bytes.u8(5),
      () => bytes.u8(-1),
      () => bytes.u16be(4),
      () => bytes.u16le(4),
      () => bytes.u24le(3),
      () => bytes.u32be(2),
      () => bytes.u32le(2),
      () => bytes.text(3, 3),
      () => bytes.text(3, -1),
      () => bytes.part(-1, 2),
      () => bytes.from(6),
    ]) {
      assert.throws(read, DamagedImage);
    }
    assert.equal(bytes.from(5).length, 0);
    assert.equal(bytes.u8(4), 0xe9);
  });

  it('have a text in them, or not', () => {
    assert.ok(bytes.has(3, 'c\xe9'));
    assert.ok(!bytes.has(3, 'c\xe9x'));
    assert.ok(!bytes.has(0, 'b'));
    assert.equal(bytes.find('c\xe9', 0), 3);
    assert.equal(bytes.find('\xe9', 0), 4);
    assert.equal(bytes.find('x', 0), -1);
  });

  it('have a text up to a zero, or to their end', () => {
    assert.equal(bytes.textUntilZero(0), 'ab');
    assert.equal(bytes.textUntilZero(2), '');
    assert.equal(bytes.textUntilZero(3), 'c\xe9');
    assert.equal(bytesOf([0, 65]).textUntilZero(0), '');
  });
});

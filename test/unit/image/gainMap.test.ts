import assert from 'node:assert/strict';
import { Bytes, DamagedImage } from '../../../src/core/image/bytes.ts';
import { checkGainMap } from '../../../src/core/image/gainMap.ts';

const ones = Array.from({ length: 14 }, () => 1);

interface Description {
  readonly leastReader?: number;
  readonly writer?: number;
  readonly numbers?: readonly number[];
  readonly more?: number;
}

/** One channel: two headrooms, then least, most, gamma and two offsets, each one above one. */
function description({ leastReader = 0, writer = 0, numbers = ones, more = 0 }: Description): Bytes {
  const bytes = Buffer.alloc(6 + numbers.length * 4 + more);
  bytes.writeUInt16BE(leastReader, 1);
  bytes.writeUInt16BE(writer, 3);
  numbers.forEach((value, index) => bytes.writeUInt32BE(value, 6 + index * 4));
  return new Bytes(bytes);
}

const [gamma, gammaBelow] = [8, 9];
const changed = (place: number) => ones.map((value, index) => (index === place ? 0 : value));

describe('the description of a gain map', () => {
  for (const [what, given] of [
    ['a plain one', {}],
    ['more bytes of a later writer', { writer: 1, more: 3 }],
    ['anything for later readers', { leastReader: 1, numbers: [] }],
    ['a least gain of nothing', { numbers: changed(4) }],
  ] as const) {
    it(`may be ${what}`, () => assert.doesNotThrow(() => checkGainMap(description(given))));
  }

  for (const [what, given] of [
    ['too short', { numbers: ones.slice(1) }],
    ['too long', { more: 1 }],
    ['without gamma', { numbers: changed(gamma) }],
    ['with a fraction of nothing', { numbers: changed(gammaBelow) }],
  ] as const) {
    it(`may not be ${what}`, () => assert.throws(() => checkGainMap(description(given)), DamagedImage));
  }
});

import { type Bytes, DamagedImage } from './bytes.ts';

/** The offset of the numbers behind versions and flags; each is a fraction of two numbers. */
const [headLength, fraction, perChannel] = [6, 8, 5];
/** How much brighter the one and the other image may be shown. */
const headrooms = 2;
/** Among a channel's fractions: least, most, gamma, and two offsets. */
const gammaAt = 2;

/** Looks at an AVIF's gain map description (ISO 21496-1): a browser refuses an image with one that makes no sense. */
export function checkGainMap(description: Bytes): void {
  const [version, leastReader, writer] = [description.u8(0), description.u16be(1), description.u16be(3)];
  // One for later readers is passed over.
  if (version !== 0 || leastReader > 0) return;
  const channels = description.u8(5) & 0x80 ? 3 : 1;
  const count = headrooms + channels * perChannel;
  const length = headLength + count * fraction;
  if (description.length < length || (writer === 0 && description.length > length))
    throw new DamagedImage('The gain map has another length.');
  for (let index = 0; index < count; index++) {
    const [numerator, denominator] = [
      description.u32be(headLength + index * fraction),
      description.u32be(headLength + index * fraction + 4),
    ];
    const isGamma = index >= headrooms && (index - headrooms) % perChannel === gammaAt;
    if (denominator === 0 || (isGamma && numerator === 0)) throw new DamagedImage('The gain map has an impossible number.');
  }
}

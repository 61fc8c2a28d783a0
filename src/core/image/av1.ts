import { type AvSampling, readSequenceHeader, type SequenceHeader } from './av1Sequence.ts';
import { type Bytes, DamagedImage } from './bytes.ts';

const unit = { sequenceHeader: 1, frameHeader: 3, tileGroup: 4, frame: 6 } as const;

/**
 * Goes through the units (OBU) of a coded image: each must be there to its end, and a frame among them.
 *
 * @returns how large the image is that a decoder makes of it
 */
export function checkAv1(data: Bytes, configuration: Bytes): SequenceHeader {
  const seen = new Set<number>();
  let sequence: SequenceHeader | undefined;
  for (let at = 0; at < data.length;) {
    const header = data.u8(at);
    if (header & 0x80) throw new DamagedImage('A unit has no header.');
    const [type, hasExtension, hasSize] = [(header >> 3) & 15, (header & 4) !== 0, (header & 2) !== 0];
    const sizeAt = at + (hasExtension ? 2 : 1);
    const { value, length } = hasSize ? readLeb128(data, sizeAt) : { value: data.length - sizeAt, length: 0 };
    const body = data.part(sizeAt + length, value);
    if (type === unit.sequenceHeader) sequence ??= readSequenceHeader(body);
    seen.add(type);
    at = sizeAt + length + value;
  }
  const hasFrame = seen.has(unit.frame) || (seen.has(unit.frameHeader) && seen.has(unit.tileGroup));
  if (!sequence || !hasFrame) throw new DamagedImage('There is no frame in it.');
  if (!isSame(sequence, readConfiguration(configuration))) throw new DamagedImage('It is not coded as it says.');
  return sequence;
}

/** The sample format in `av1C`; decoders allocate memory by it. */
function readConfiguration(av1C: Bytes): AvSampling {
  const flags = av1C.u8(2);
  const [isHigh, isTwelve, isGray, isHalvedAcross, isHalvedDown] = [0x40, 0x20, 0x10, 0x08, 0x04].map((bit) => (flags & bit) !== 0);
  return {
    depth: isTwelve ? 12 : isHigh ? 10 : 8,
    isGray: isGray === true,
    isHalvedAcross: isHalvedAcross === true,
    isHalvedDown: isHalvedDown === true,
  };
}

function isSame(one: AvSampling, other: AvSampling): boolean {
  if (one.isGray !== other.isGray || one.depth !== other.depth) return false;
  return one.isGray || (one.isHalvedAcross === other.isHalvedAcross && one.isHalvedDown === other.isHalvedDown);
}

function readLeb128(data: Bytes, at: number): { value: number; length: number } {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = data.u8(at + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (!(byte & 0x80)) return { value, length: index + 1 };
  }
  throw new DamagedImage('A unit has an impossible length.');
}

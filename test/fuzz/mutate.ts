import type { Random } from '../support/random.ts';

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** Values at which lengths and offsets go wrong. */
const awkward = [0, 1, 0x7f, 0x80, 0xff] as const;
/** What means something to one of the parsers. */
const words = [
  '"',
  '\\u0000',
  '\\ud800',
  '[[[[[[[[',
  '{"detail":',
  '}',
  'null',
  '-1e999',
  '__proto__',
  'javascript:',
  '<svg ',
  '<svg width="1e9999"',
  '<!--',
  '<!DOCTYPE svg [',
  'viewBox="',
  '<use href="#a"/>',
  '<!ENTITY a "&a;&b;">',
  '&a;',
  'filter="url(#f)"',
  'data:image/png;base64,',
  '\u0000\u0000\u0000\u0000IDAT',
  'fcTL',
  'PLTE',
  '\u00ff\u00da',
  '\u00ff\u00e1\u0000\u0010Exif\u0000\u0000II*\u0000',
  'ANMF',
  'VP8L',
  'ftypavif',
  'meta',
  'ispe',
  'iloc',
  'ipma',
  '\u0000\u0000\u0000\u0000',
  '\u00ff\u00ff\u00ff\u00ff',
  '\u202e',
] as const;

const mutations: readonly [Mutation, ...Mutation[]] = [
  function cut(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length + 1));
  },
  function flipBits(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let flips = 1 + random.below(8); flips > 0 && copy.length > 0; flips--) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  function overwrite(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy.fill(random.of(awkward), random.below(copy.length), random.below(copy.length) + 1);
    return copy;
  },
  function insertWord(bytes, random) {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.of(words), 'latin1'), bytes.subarray(at)]);
  },
  function repeatPart(bytes, random) {
    const [start, length] = [random.below(bytes.length + 1), random.below(64)];
    const part = bytes.subarray(start, start + length);
    const times = Array.from({ length: random.below(random.next() < 0.02 ? 2_000 : 8) }, () => part);
    return Buffer.concat([bytes.subarray(0, start), ...times, bytes.subarray(start)]);
  },
  function removePart(bytes, random) {
    const start = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + random.below(32))]);
  },
];

/** Changes bytes in one to four ways. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let times = 1 + random.below(4); times > 0; times--) mutated = random.of(mutations)(mutated, random);
  return mutated;
}

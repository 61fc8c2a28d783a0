export interface ExifParts {
  readonly orientation?: number;
  readonly hasPosition?: boolean;
  readonly hasMakerNote?: boolean;
  readonly isBigEndian?: boolean;
}

type Entry = readonly [tag: number, type: number, count: number, value: number];

/** A TIFF block as EXIF has it, with directories one behind the other. */
export function exif({ orientation, hasPosition = false, hasMakerNote = false, isBigEndian = false }: ExifParts): Buffer {
  const short = (value: number) => (isBigEndian ? value << 16 : value);
  const first: Entry[] = [];
  if (orientation !== undefined) first.push([0x0112, 3, 1, short(orientation)]);
  const below: { readonly pointer: number; readonly entries: Entry[] }[] = [];
  if (hasMakerNote) below.push({ pointer: 0x8769, entries: [[0x927c, 7, 4, 0]] });
  if (hasPosition)
    below.push({
      pointer: 0x8825,
      entries: [
        [1, 2, 2, 0x4e],
        [2, 5, 3, 0],
      ],
    });
  let at = 8 + lengthOf(first.length + below.length);
  for (const { pointer, entries } of below) {
    first.push([pointer, 4, 1, at]);
    at += lengthOf(entries.length);
  }
  const write = writer(isBigEndian);
  const head = [Buffer.from(isBigEndian ? 'MM' : 'II'), write(2, 42), write(4, 8)];
  return Buffer.concat([...head, ...directory(first, write), ...below.flatMap(({ entries }) => directory(entries, write))]);
}

function lengthOf(entries: number): number {
  return 2 + 12 * entries + 4;
}

function writer(isBigEndian: boolean): (size: number, value: number) => Buffer {
  return (size, value) => {
    const bytes = Buffer.alloc(size);
    if (isBigEndian) bytes.writeUIntBE(value, 0, size);
    else bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
}

function directory(entries: readonly Entry[], write: (size: number, value: number) => Buffer): Buffer[] {
  return [
    write(2, entries.length),
    ...entries.flatMap(([tag, type, count, value]) => [write(2, tag), write(2, type), write(4, count), write(4, value)]),
    write(4, 0),
  ];
}

/** The size of a drawing that names none, and the room that one of a known shape is fitted into. CSS pixels. */
const usual = { width: 300, height: 150 } as const;
const fontSize = 16;
/** Pixels in each absolute unit of CSS; font units for the browser's own font. */
const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  pt: 96 / 72,
  pc: 16,
  em: fontSize,
  rem: fontSize,
  ex: fontSize / 2,
  ch: fontSize / 2,
};
/** As long as a browser lets anything be. */
const longestLength = 33_554_428;
/** More characters than this are no length and no view box. */
const longestText = 1_000;
/** Digits can be read in one way only: where they could be shared out, a long row of them would take minutes. */
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?`;
const length = new RegExp(`^\\s*(${number})([a-z]*)\\s*$`, 'i');
const separator = String.raw`(?:\s*,\s*|\s+|(?=[+-]))`;
const four = new RegExp(`^\\s*(?:${number})${separator}(?:${number})${separator}(${number})${separator}(${number})\\s*$`, 'i');

export interface SvgRoot {
  readonly width: string | undefined;
  readonly height: string | undefined;
  readonly viewBox: string | undefined;
  readonly preserveAspectRatio: string | undefined;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size at which a browser shows a drawing that nothing else sizes, in CSS pixels and not yet rounded. */
export function naturalSize(root: SvgRoot): Size {
  const [width, height] = [absoluteLength(root.width), absoluteLength(root.height)];
  if (width !== undefined && height !== undefined) return { width, height };
  // A drawing that stretches to any shape has the usual one, whichever side it names.
  if (/^\s*none\b/.test(root.preserveAspectRatio ?? '')) return usual;
  const ratio = ratioOf(root);
  if (width !== undefined) return { width, height: ratio === undefined ? usual.height : width / ratio };
  if (height !== undefined) return { width: ratio === undefined ? usual.width : height * ratio, height };
  if (ratio === undefined) return usual;
  const isWide = ratio >= usual.width / usual.height;
  return isWide ? { width: usual.width, height: usual.width / ratio } : { width: usual.height * ratio, height: usual.height };
}

/** No length is negative. `undefined` for none, for a share of something (%), and for what is no length. */
export function absoluteLength(text: string | undefined): number | undefined {
  if (text !== undefined && text.length > longestText) return undefined;
  const [, value, unit = ''] = length.exec(text ?? '') ?? [];
  const factor = units[unit.toLowerCase()];
  if (value === undefined || factor === undefined) return undefined;
  return Math.min(Math.max(0, Number(value) * factor), longestLength);
}

/** Width by height, as the view box has it. */
function ratioOf({ viewBox }: SvgRoot): number | undefined {
  const box = parseViewBox(viewBox);
  return box && box.width > 0 && box.height > 0 ? box.width / box.height : undefined;
}

export function parseViewBox(text: string | undefined): Size | undefined {
  if (text !== undefined && text.length > longestText) return undefined;
  const [, width, height] = four.exec(text ?? '') ?? [];
  const size = { width: Number(width), height: Number(height) };
  return isInRange(size.width) && isInRange(size.height) ? size : undefined;
}

/** A browser's numbers are of 32 bits; what is larger is none. */
function isInRange(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

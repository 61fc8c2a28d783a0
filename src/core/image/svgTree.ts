/** An element, reduced to what decides its cost of drawing. */
export interface SvgElement {
  /** Its local name; of an element of another namespace, empty. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  /** How much larger its units are than those of the whole, at most; unbounded where it may be shown elsewhere. */
  readonly scale: number;
  /** Points of its outline, or characters of its text. */
  parts: number;
}

/** The elements that are drawn only where something refers to them. */
export const unseen: ReadonlySet<string> = new Set([
  'defs',
  'symbol',
  'marker',
  'mask',
  'clipPath',
  'pattern',
  'filter',
  'linearGradient',
  'radialGradient',
  'metadata',
  'title',
  'desc',
  'style',
  'script',
]);

/** Attributes that change what drawing costs. */
const kept = new Set([
  'id',
  'class',
  'style',
  'href',
  'filter',
  'mask',
  'clip-path',
  'fill',
  'stroke',
  'marker',
  'marker-start',
  'marker-mid',
  'marker-end',
  'opacity',
  'numOctaves',
  'radius',
  'order',
  'filterUnits',
  'maskUnits',
  'x',
  'y',
  'width',
  'height',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'd',
  'points',
  'transform',
  'attributeName',
  'from',
  'to',
  'by',
  'values',
]);
const outlines = ['d', 'points'];
/** Their children are drawn where a reference puts them, at any size. */
const elsewhere = new Set(['defs', 'symbol', 'pattern', 'marker', 'mask', 'clipPath', 'svg', 'use']);

/** @param parent what it is in; the root is in nothing */
export function svgElement(name: string, attributes: ReadonlyMap<string, string>, parent: SvgElement | undefined): SvgElement {
  const own: Record<string, string> = {};
  for (const [key, value] of attributes) if (kept.has(key)) own[key] = value;
  const outline = outlines.map((key) => attributes.get(key)).find((value) => value !== undefined);
  const isElsewhere = parent !== undefined && elsewhere.has(name);
  const scale = isElsewhere ? Infinity : (parent?.scale ?? 1) * enlargement(attributes.get('transform'), attributes.get('style'));
  return { name, attributes: own, children: [], scale, parts: outline === undefined ? 0 : countNumbers(outline) / 2 };
}

const longestTransform = 2_000;

/** How much larger a transformation makes things, at most. */
function enlargement(transform = '', style = ''): number {
  if (/transform|zoom|scale/.test(style) || transform.length > longestTransform) return Infinity;
  let factor = 1;
  for (const [, name, values = ''] of transform.matchAll(/(scale|matrix|skew)[XY]?\s*\(([^()]*)\)/g)) {
    const numbers = values
      .split(/[\s,]+/)
      .slice(0, name === 'matrix' ? 4 : 2)
      .map((value) => Math.abs(Number(value)));
    factor *= name === 'skew' ? Infinity : Math.max(1, ...numbers.map((value) => (Number.isFinite(value) ? value : Infinity)));
  }
  return factor;
}

/** As much of a text is counted; the rest is taken to be like it. */
const counted = 50_000;

/** About as many numbers as a text has: each begins after something that is none. */
function countNumbers(text: string): number {
  if (text.length > counted) return countNumbers(text.slice(0, counted)) * (text.length / counted);
  let count = 0;
  let wasInside = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isInside: boolean = (code >= 0x30 && code <= 0x39) || (code === 0x2e && wasInside);
    if (isInside && !wasInside) count += 1;
    wasInside = isInside;
  }
  return count;
}

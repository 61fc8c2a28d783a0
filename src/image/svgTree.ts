/** What is kept of an element: as much as says what it costs to draw. */
export interface SvgElement {
  /** Its local name; of an element of another namespace, empty. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  /** Points of its outline, or characters of its text. */
  parts: number;
}

/** Attributes that change what drawing costs. */
const kept = new Set([
  'id', 'class', 'style', 'href', 'filter', 'mask', 'clip-path', 'fill', 'stroke', 'marker', 'marker-start', 'marker-mid',
  'marker-end', 'opacity', 'stdDeviation', 'numOctaves', 'radius', 'order',
]);
const outlines = ['d', 'points'];

export function svgElement(name: string, attributes: ReadonlyMap<string, string>): SvgElement {
  const own: Record<string, string> = {};
  for (const [key, value] of attributes) if (kept.has(key)) own[key] = value;
  const outline = outlines.map((key) => attributes.get(key)).find((value) => value !== undefined);
  return { name, attributes: own, children: [], parts: outline === undefined ? 0 : countNumbers(outline) / 2 };
}

/** About as many numbers as a text has: each begins after something that is none. */
function countNumbers(text: string): number {
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

import type { SvgElement } from './svgTree.ts';

type Attributes = SvgElement['attributes'];

/** Milliseconds for 512 × 512 pixels, measured as `svgCost.ts` says. */
const primitives: Readonly<Record<string, (attributes: Attributes) => number>> = {
  feGaussianBlur: () => 10,
  feDropShadow: () => 15,
  feTurbulence: ({ numOctaves }) => 5 + 4 * clamped(numOctaves, { usual: 1, most: 16 }),
  feMorphology: ({ radius }) => 20 + 10 * clamped(radius, { usual: 0, most: 40 }),
  feConvolveMatrix: ({ order }) => 8 * clamped(order, { usual: 3, most: 100 }) ** 2,
  feDiffuseLighting: () => 25,
  feSpecularLighting: () => 40,
  feDisplacementMap: () => 10,
  feColorMatrix: () => 15,
  feComponentTransfer: () => 15,
};
const otherPrimitive = 5;
/** However little a filter covers, it needs surfaces of its own. */
const leastShare = 0.01;

export const filterCost = {
  /** Of `blur(3px)` and the like, wherever that covers. */
  function: 10,

  /** Of a filter on an element. @param whole square units that the drawing shows */
  of(filter: SvgElement, element: SvgElement, whole: number): number {
    const all = filter.children.reduce((sum, { name, attributes }) => sum + (primitives[name]?.(attributes) ?? otherPrimitive), 0);
    return all * Math.min(1, Math.max(leastShare, coveredArea(filter.attributes, element) / whole));
  },
};

/** Square units that a filter works on; all there are where that is not plain. */
function coveredArea({ filterUnits, width, height }: Attributes, element: SvgElement): number {
  const [across, down] = [plain(width), plain(height)];
  if (filterUnits === 'userSpaceOnUse') return across * down * element.scale ** 2;
  const { name, attributes } = element;
  // The usual region is somewhat larger than what is filtered.
  const [usualAcross, usualDown] = [width === undefined ? 1.2 : across, height === undefined ? 1.2 : down];
  if (name === 'rect' || name === 'image') return plain(attributes['width']) * plain(attributes['height']) * usualAcross * usualDown * element.scale ** 2;
  const [radiusX, radiusY] = [attributes['rx'] ?? attributes['r'], attributes['ry'] ?? attributes['r']];
  const isRound = name === 'circle' || name === 'ellipse';
  return isRound ? 4 * plain(radiusX) * plain(radiusY) * usualAcross * usualDown * element.scale ** 2 : Infinity;
}

/** A number without a unit. */
function plain(text: string | undefined): number {
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? Math.abs(value) : Infinity;
}

function clamped(text: string | undefined, { usual, most }: { readonly usual: number; readonly most: number }): number {
  const values = (text ?? '').split(/[\s,]+/).map(Number);
  const value = text === undefined ? usual : Math.max(...values);
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), most) : usual;
}

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
/** Of numbers; there are two at most. */
const longestList = 100;
/** Of `blur(3px)` and the like, wherever that covers. */
export const filterFunctionCost = 10;

/** Of a filter that covers all of a drawing. */
export function filterCost(filter: SvgElement): number {
  return filter.children.reduce((sum, { name, attributes }) => sum + (primitives[name]?.(attributes) ?? otherPrimitive), 0);
}

function clamped(text: string | undefined, { usual, most }: { readonly usual: number; readonly most: number }): number {
  const values = (text ?? '')
    .slice(0, longestList)
    .split(/[\s,]+/)
    .map(Number);
  const value = text === undefined ? usual : Math.max(...values);
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), most) : usual;
}

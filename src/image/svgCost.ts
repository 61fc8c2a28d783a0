import { EffectFinder } from './svgEffects.ts';
import type { SvgElement } from './svgTree.ts';

/**
 * Milliseconds, measured in Chromium on a machine of 2026 without a graphics card, for a drawing of a million pixels.
 * Filters are taken to cover all of it; so this is a bound and no forecast.
 */
const price = {
  element: 0.01,
  part: 0.0004,
  layer: 0.3,
  mask: 1,
  /** For each million pixels of a picture inside. */
  pictureMegapixel: 15,
} as const;

const primitives: Readonly<Record<string, (attributes: SvgElement['attributes']) => number>> = {
  feGaussianBlur: () => 8,
  feDropShadow: () => 12,
  feTurbulence: ({ numOctaves }) => 60 * Math.min(Math.max(numberOf(numOctaves, 1), 1), 32),
  feMorphology: ({ radius }) => 5 + 0.5 * Math.min(numberOf(radius, 0), 256),
  feConvolveMatrix: ({ order }) => 3 * Math.max(numberOf(order, 3), 1) ** 2,
  feDiffuseLighting: () => 25,
  feSpecularLighting: () => 30,
  feDisplacementMap: () => 10,
};
const otherPrimitive = 3;

/** What is only drawn where something refers to it. */
const unseen = new Set(['defs', 'symbol', 'marker', 'mask', 'clipPath', 'pattern', 'filter', 'linearGradient', 'radialGradient', 'metadata', 'title', 'desc', 'style', 'script']);
const shapes = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'textPath']);

/** What drawing an element costs, with all it refers to, and how many shapes and points it draws. */
interface Cost {
  readonly total: number;
  readonly shapes: number;
  readonly points: number;
}

const nothing: Cost = { total: 0, shapes: 0, points: 0 };

/** @param pictures the pixels of the pictures inside, by the element that shows them */
export function drawingCost(root: SvgElement, styleSheet: string, pictures: ReadonlyMap<SvgElement, number>): number {
  return new CostFinder(root, new EffectFinder(styleSheet), pictures).drawn(root).total;
}

class CostFinder {
  readonly #byId = new Map<string, SvgElement>();
  readonly #known = new Map<SvgElement, Cost>();
  /** A reference back to what is being drawn already is not followed by browsers either. */
  readonly #within = new Set<SvgElement>();

  constructor(
    root: SvgElement,
    private readonly effects: EffectFinder,
    private readonly pictures: ReadonlyMap<SvgElement, number>,
  ) {
    const pending = [root];
    for (let element = pending.pop(); element; element = pending.pop()) {
      const { id } = element.attributes;
      if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, element);
      for (const child of element.children) pending.push(child);
    }
  }

  drawn(element: SvgElement): Cost {
    const known = this.#known.get(element);
    if (known) return known;
    if (this.#within.has(element)) return nothing;
    this.#within.add(element);
    const cost = this.#withEffects(element, this.#content(element));
    this.#within.delete(element);
    this.#known.set(element, cost);
    return cost;
  }

  #content(element: SvgElement): Cost {
    const { name, parts, attributes, children } = element;
    const isShape = shapes.has(name);
    let total = price.element + parts * price.part + ((this.pictures.get(element) ?? 0) / 1e6) * price.pictureMegapixel;
    let [shapeCount, points] = isShape ? [1, parts] : [0, 0];
    const seen = children.filter((child) => !unseen.has(child.name)).map((child) => this.drawn(child));
    if (name === 'use') seen.push(this.#referred(attributes['href']?.replace(/^#/, '')));
    for (const cost of seen) {
      total += cost.total;
      shapeCount += cost.shapes;
      points += cost.points;
    }
    return { total, shapes: shapeCount, points };
  }

  #withEffects(element: SvgElement, content: Cost): Cost {
    const { paints, markers, filters, filterFunctions, masks, isLayer } = this.effects.of(element);
    let { total } = content;
    for (const id of paints) total += content.shapes * this.#patternCost(id);
    for (const id of markers) total += content.points * this.#referred(id).total;
    for (const id of masks) total += price.mask + this.#referred(id).total;
    for (const id of filters) total += this.#filterCost(id);
    total += filterFunctions * (primitives['feGaussianBlur']?.({}) ?? 0);
    if (isLayer && element.children.length > 0) total += price.layer;
    return { ...content, total };
  }

  #referred(id: string | undefined): Cost {
    const target = id === undefined ? undefined : this.#byId.get(id);
    return target ? this.drawn(target) : nothing;
  }

  #patternCost(id: string): number {
    return this.#byId.get(id)?.name === 'pattern' ? this.#referred(id).total : 0;
  }

  #filterCost(id: string): number {
    const filter = this.#byId.get(id);
    if (filter?.name !== 'filter') return 0;
    return filter.children.reduce((sum, { name, attributes }) => sum + this.#primitiveCost(name, attributes), 0);
  }

  #primitiveCost(name: string, attributes: SvgElement['attributes']): number {
    const drawn = name === 'feImage' ? this.#referred(attributes['href']?.replace(/^#/, '')).total : 0;
    return drawn + (primitives[name]?.(attributes) ?? otherPrimitive);
  }
}

function numberOf(text: string | undefined, otherwise: number): number {
  const value = Math.max(...(text ?? '').split(/[\s,]+/).map(Number));
  return Number.isFinite(value) && text !== undefined ? value : otherwise;
}

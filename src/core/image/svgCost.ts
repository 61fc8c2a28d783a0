import { TooComplexImage } from './bytes.ts';
import type { Pace } from './pace.ts';
import { animations, type Effects, EffectFinder, fragmentOf } from './svgEffects.ts';
import { filterCost, filterFunctionCost } from './svgFilterCost.ts';
import { Regions } from './svgRegion.ts';
import { type SvgElement, unseen } from './svgTree.ts';

/**
 * Milliseconds, measured in Chromium on a machine of 2026 without a graphics card, for a drawing of 512 × 512 pixels.
 * Only filters look at the area that an element covers; so the sum is a bound and no forecast.
 */
const price = {
  /** Also each time that `use` shows it again. */
  element: 0.02,
  part: 0.001,
  layer: 0.2,
  mask: 10,
  clip: 0.2,
  pattern: 2,
  /** For each million pixels of an image inside. */
  imageMegapixel: 15,
} as const;

/** The most by our bound that drawing may cost. Ordinary drawings cost less than a hundredth, large illustrations a tenth. */
export const mostDrawingCost = 5_000;

/** With more elements than this a drawing costs too much, whatever they are. */
export const mostElements = mostDrawingCost / price.element;

/** References that lead from one to the next. */
const longestChain = 500;

const shapes = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'textPath']);

/** The cost of drawing an element with all it refers to, and the number of shapes and points it draws. */
interface Cost {
  readonly total: number;
  /** With those that `use` copies. */
  readonly elements: number;
  readonly shapes: number;
  readonly points: number;
}

const nothing: Cost = { total: 0, elements: 0, shapes: 0, points: 0 };

interface Drawing {
  readonly root: SvgElement;
  readonly styleSheet: string;
  /** Pixels of the images inside, by the element that shows them. */
  readonly images: ReadonlyMap<SvgElement, number>;
  /** Square units that the whole shows. */
  readonly area: number;
}

export async function drawingCost(drawing: Drawing, pace: Pace): Promise<number> {
  const finder = new CostFinder(drawing, await EffectFinder.of(drawing.styleSheet, pace));
  await finder.prepare(pace);
  return finder.drawn(drawing.root).total + finder.unseenCopies() * price.element;
}

class CostFinder {
  readonly #byId = new Map<string, SvgElement>();
  readonly #known = new Map<SvgElement, Cost>();
  /** A reference back to what is being drawn already is not followed by browsers either. */
  readonly #within = new Set<SvgElement>();
  readonly #hiddenUses: SvgElement[] = [];
  readonly #regions: Regions;
  readonly #filterCosts = new Map<SvgElement, number>();

  constructor(
    private readonly drawing: Drawing,
    private readonly effects: EffectFinder,
  ) {
    this.#regions = new Regions(drawing.area);
  }

  /** Does beforehand what takes time, in steps. */
  async prepare(pace: Pace): Promise<void> {
    const all: SvgElement[] = [];
    const apart: (readonly [target: string, animation: SvgElement])[] = [];
    const pending = [this.drawing.root];
    const hidden = new Set<SvgElement>();
    for (let element = pending.pop(); element; element = pending.pop()) {
      const { id } = element.attributes;
      if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, element);
      const target = animations.has(element.name) ? fragmentOf(element.attributes['href']) : undefined;
      if (target !== undefined) apart.push([target, element]);
      all.push(element);
      if (unseen.has(element.name) || hidden.has(element)) for (const child of element.children) hidden.add(child);
      if (element.name === 'use' && hidden.has(element)) this.#hiddenUses.push(element);
      // The first one in the file is looked at next: of two elements of a name, it is the one that is meant.
      for (let index = element.children.length - 1; index >= 0; index--) pending.push(element.children[index] as SvgElement);
      if (pace.isDue) await pace.giveWay();
    }
    for (const [target, animation] of apart) this.#byId.get(target)?.children.push(animation);
    const hasRegions = all.some(({ name }) => name === 'filter' || name === 'mask');
    // Children come first, so that each step is a small one.
    for (const element of all.reverse()) {
      if (hasRegions) this.#regions.boxOf(element);
      this.drawn(element);
      if (pace.isDue) await pace.giveWay();
    }
  }

  /** A browser copies what each `use` shows, also where nothing is shown of that. */
  unseenCopies(): number {
    return this.#hiddenUses.reduce((sum, { attributes }) => sum + this.#referred(fragmentOf(attributes['href'])).elements, 0);
  }

  drawn(element: SvgElement): Cost {
    const known = this.#known.get(element);
    if (known) return known;
    if (this.#within.has(element)) return nothing;
    this.#within.add(element);
    if (this.#within.size > longestChain) throw new TooComplexImage('References follow each other too far.');
    const content = this.#content(element);
    const effects = this.effects.of(element);
    const cost = effects ? { ...content, total: content.total + this.#effectsCost(element, effects, content) } : content;
    this.#within.delete(element);
    this.#known.set(element, cost);
    return cost;
  }

  #content(element: SvgElement): Cost {
    const { name, parts, attributes, children } = element;
    const isShape = shapes.has(name);
    let total = price.element + parts * price.part + ((this.drawing.images.get(element) ?? 0) / 1e6) * price.imageMegapixel;
    let [elements, shapeCount, points] = isShape ? [1, 1, parts] : [1, 0, 0];
    const add = (cost: Cost) => {
      total += cost.total;
      elements += cost.elements;
      shapeCount += cost.shapes;
      points += cost.points;
    };
    for (const child of children) {
      if (unseen.has(child.name)) elements += this.drawn(child).elements;
      else add(this.drawn(child));
    }
    if (name === 'use' || name === 'feImage') add(this.#referred(fragmentOf(attributes['href'])));
    return { total, elements, shapes: shapeCount, points };
  }

  #effectsCost(element: SvgElement, effects: Effects, content: Cost): number {
    let total = 0;
    for (const id of effects.paints) total += content.shapes * this.#patternCost(id);
    for (const id of effects.markers) total += content.points * this.#referred(id).total;
    for (const id of effects.masks) total += this.#maskCost(element, id);
    for (const id of effects.clips) total += price.clip + this.#referred(id).total;
    for (const id of effects.filters) total += this.#filterCost(element, id);
    total += effects.filterFunctions * filterFunctionCost;
    if (effects.isLayer && element.children.length > 0) total += price.layer;
    return total;
  }

  #referred(id: string | undefined): Cost {
    const target = id === undefined ? undefined : this.#byId.get(id);
    return target ? this.drawn(target) : nothing;
  }

  #patternCost(id: string): number {
    return this.#byId.get(id)?.name === 'pattern' ? price.pattern + this.#referred(id).total : 0;
  }

  #maskCost(element: SvgElement, id: string): number {
    const mask = this.#byId.get(id);
    const share = mask ? this.#regions.share(mask.attributes, mask.attributes['maskUnits'], element) : 1;
    return share * price.mask + this.#referred(id).total;
  }

  #filterCost(element: SvgElement, id: string): number {
    const filter = this.#byId.get(id);
    if (filter?.name !== 'filter') return 0;
    const all = this.#filterCosts.get(filter) ?? filterCost(filter);
    this.#filterCosts.set(filter, all);
    return this.#referred(id).total + all * this.#regions.share(filter.attributes, filter.attributes['filterUnits'], element);
  }
}

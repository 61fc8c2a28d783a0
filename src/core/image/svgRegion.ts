import { type Box, everywhere, Extent } from './svgExtent.ts';
import { pathBox } from './svgPathBox.ts';
import { type SvgElement, unseen } from './svgTree.ts';

type Attributes = SvgElement['attributes'];

/** However little is covered, it needs surfaces of its own. */
const leastShare = 0.01;
/** As much longer as an element is what the usual region covers of it, on each side. */
const usualRegion = 1.2;
const containers = ['g', 'a'];
const geometry = /(?:^|;)\s*(?:d|x|y|r|rx|ry|cx|cy|width|height|transform|translate|rotate|scale|zoom|offset[\w-]*)\s*:/i;

/** The area that filters and masks cover, where it can be told; else the whole drawing. */
export class Regions {
  readonly #boxes = new Map<SvgElement, Box>();

  /** @param whole square units that the drawing shows */
  constructor(private readonly whole: number) {}

  /** To be asked of each element after those in it, so that each step is a small one. */
  boxOf(element: SvgElement): Box {
    const known = this.#boxes.get(element);
    if (known) return known;
    const isStyled = geometry.test(element.attributes['style'] ?? '');
    const box = isStyled ? everywhere : containers.includes(element.name) ? this.#boxAround(element) : shapeBox(element);
    this.#boxes.set(element, box);
    return box;
  }

  /** Of the whole, from hardly anything to 1. @param units what the region is measured in: `filterUnits` or `maskUnits` */
  share({ width, height }: Attributes, units: string | undefined, element: SvgElement): number {
    const isOnPage = units === 'userSpaceOnUse';
    const box = this.boxOf(element);
    const [across, down] = isOnPage
      ? [length(width, Infinity), length(height, Infinity)]
      : [fraction(width) * (box.right - box.left), fraction(height) * (box.bottom - box.top)];
    const share = (across * down * element.scale ** 2) / this.whole;
    // A share that is no number below 1 is unknown: it counts as the whole.
    return share >= 0 && share < 1 ? Math.max(leastShare, share) : 1;
  }

  #boxAround({ children }: SvgElement): Box {
    const extent = new Extent();
    const drawn = children.filter(({ name }) => name !== '' && !unseen.has(name));
    for (const child of drawn) extent.addBox(child.attributes['transform'] === undefined ? this.boxOf(child) : everywhere);
    return extent.box;
  }
}

function shapeBox({ name, attributes }: SvgElement): Box {
  if (name === 'path') return pathBox(attributes['d'] ?? '');
  if (name === 'polygon' || name === 'polyline') return pathBox(`M${attributes['points'] ?? ''}`);
  if (name === 'rect' || name === 'image') return around(attributes, ['x', 'y', 'width', 'height']);
  if (name === 'circle') return round(attributes, attributes['r'], attributes['r']);
  if (name === 'ellipse') return round(attributes, attributes['rx'], attributes['ry']);
  return everywhere;
}

function around(attributes: Attributes, names: readonly [string, string, string, string]): Box {
  const [x, y, width, height] = names.map((name, index) => length(attributes[name], index < 2 ? 0 : Infinity)) as [
    number,
    number,
    number,
    number,
  ];
  const box = { left: x, top: y, right: x + width, bottom: y + height };
  return Object.values(box).every(Number.isFinite) ? box : everywhere;
}

function round({ cx, cy }: Attributes, radiusX: string | undefined, radiusY: string | undefined): Box {
  const [x, y, across, down] = [length(cx, 0), length(cy, 0), length(radiusX, Infinity), length(radiusY, Infinity)];
  const box = { left: x - across, top: y - down, right: x + across, bottom: y + down };
  return Object.values(box).every(Number.isFinite) ? box : everywhere;
}

/** A number without a unit; what has one may be any length. */
function length(text: string | undefined, usual: number): number {
  const value = text === undefined || text.trim() === '' ? usual : Number(text);
  return Number.isNaN(value) ? Infinity : value;
}

function fraction(text: string | undefined): number {
  const [, percent] = /^\s*([^%]*)%\s*$/.exec(text?.slice(0, 50) ?? '') ?? [];
  return percent === undefined ? length(text, usualRegion) : length(percent, Infinity) / 100;
}

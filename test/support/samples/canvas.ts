import { PNG } from 'pngjs';

/** Red, green, blue in 0..255 and alpha in 0..1. */
export type Color = readonly [red: number, green: number, blue: number, alpha?: number];
/** A shape in the drawing's units. */
export interface Shape {
  /** Signed distance to the edge: negative inside. */
  readonly distance: (x: number, y: number) => number;
  /** Middle and half side of a square that holds the shape, so that only its pixels are looked at. */
  readonly within: readonly [x: number, y: number, reach: number];
}
export type Paint = (x: number, y: number) => Color;

/**
 * An image drawn from shapes with smooth edges. Coordinates are in units around an origin, so that one drawing serves
 * images of any size and proportion.
 */
export class Canvas {
  readonly width: number;
  readonly height: number;
  /** Pixels to a drawing unit. */
  readonly scale: number;
  readonly #originX: number;
  readonly #originY: number;
  readonly #pixels: Uint8ClampedArray;

  /** @param scale pixels to a drawing unit; `origin` is the middle of the image unless given, in pixels */
  constructor(
    width: number,
    height: number,
    scale: number,
    origin: readonly [number, number] = [width / 2, height / 2],
    pixels: Uint8ClampedArray = new Uint8ClampedArray(width * height * 4),
  ) {
    this.width = width;
    this.height = height;
    this.scale = scale;
    [this.#originX, this.#originY] = origin;
    this.#pixels = pixels;
  }

  /** The same image drawn on from another origin and scale, both relative to this one's. */
  at(x: number, y: number, zoom: number): Canvas {
    const origin = [this.#originX + x * this.scale, this.#originY + y * this.scale] as const;
    return new Canvas(this.width, this.height, this.scale * zoom, origin, this.#pixels);
  }

  /** Paints a shape over what is there. `blur` softens the edge by that many units to each side. */
  fill({ distance, within: [midX, midY, reach] }: Shape, paint: Color | Paint, blur = 0): this {
    const soft = Math.max(0.5, blur * this.scale);
    const margin = reach * this.scale + soft + 1;
    const [left, right] = span(this.#originX + midX * this.scale, margin, this.width);
    const [top, bottom] = span(this.#originY + midY * this.scale, margin, this.height);
    for (let py = top; py < bottom; py++) {
      const y = (py + 0.5 - this.#originY) / this.scale;
      for (let px = left; px < right; px++) {
        const x = (px + 0.5 - this.#originX) / this.scale;
        const coverage = 0.5 - (distance(x, y) * this.scale) / (2 * soft);
        if (coverage > 0) {
          this.#over((py * this.width + px) * 4, typeof paint === 'function' ? paint(x, y) : paint, smooth(coverage));
        }
      }
    }
    return this;
  }

  toPng(): Buffer {
    const png = new PNG({ width: this.width, height: this.height });
    png.data = Buffer.from(this.#pixels.buffer);
    return PNG.sync.write(png, { deflateLevel: 6 });
  }

  #over(at: number, [red, green, blue, alpha = 1]: Color, coverage: number): void {
    const pixels = this.#pixels;
    const above = alpha * coverage;
    const below = ((pixels[at + 3] ?? 0) / 255) * (1 - above);
    const whole = above + below;
    [red, green, blue].forEach((value, channel) => {
      pixels[at + channel] = (value * above + (pixels[at + channel] ?? 0) * below) / (whole || 1);
    });
    pixels[at + 3] = whole * 255;
  }
}

export const everywhere: Shape = { distance: () => -Infinity, within: [0, 0, Infinity] };

export function circle(cx: number, cy: number, radius: number): Shape {
  return { distance: (x, y) => Math.hypot(x - cx, y - cy) - radius, within: [cx, cy, radius] };
}

/** A box by its middle and half sides, with rounded corners. */
export function box(cx: number, cy: number, halfWidth: number, halfHeight: number, corner: number): Shape {
  const distance = (x: number, y: number): number => {
    const dx = Math.abs(x - cx) - halfWidth + corner;
    const dy = Math.abs(y - cy) - halfHeight + corner;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
  };
  return { distance, within: [cx, cy, Math.max(halfWidth, halfHeight)] };
}

/** A line with round ends. */
export function stroke(x1: number, y1: number, x2: number, y2: number, radius: number): Shape {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const distance = (x: number, y: number): number => {
    const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - x1 - along * dx, y - y1 - along * dy) - radius;
  };
  return { distance, within: [(x1 + x2) / 2, (y1 + y2) / 2, Math.max(Math.abs(dx), Math.abs(dy)) / 2 + radius] };
}

/** A part of a ring, the lower (or with `facing` -1 the upper) one, `spread` radians to each side. */
export function arc(cx: number, cy: number, radius: number, half: number, spread: number, facing: 1 | -1 = 1): Shape {
  const [endX, endY] = [Math.sin(spread) * radius, Math.cos(spread) * radius];
  const distance = (x: number, y: number): number => {
    const [dx, dy] = [Math.abs(x - cx), (y - cy) * facing];
    const inside = Math.atan2(dx, dy) < spread;
    return (inside ? Math.abs(Math.hypot(dx, dy) - radius) : Math.hypot(dx - endX, dy - endY)) - half;
  };
  return { distance, within: [cx, cy, radius + half] };
}

/** Blends one colour into another along the line between two points. */
export function gradient([from, x1, y1]: readonly [Color, number, number], [to, x2, y2]: readonly [Color, number, number]): Paint {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return (x, y) => {
    const share = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
    const mix = (a: number, b: number): number => a + (b - a) * share;
    return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2]), mix(from[3] ?? 1, to[3] ?? 1)];
  };
}

/** The pixels from `middle - margin` to `middle + margin` that are in an image of this size. */
function span(middle: number, margin: number, size: number): [from: number, to: number] {
  return [Math.max(0, Math.floor(middle - margin)), Math.min(size, Math.ceil(middle + margin))];
}

function smooth(coverage: number): number {
  const share = Math.min(1, coverage);
  return share * share * (3 - 2 * share);
}

import { type Box, everywhere, Extent } from './svgExtent.ts';

/** Longer outlines are not followed: they are taken to be anywhere. */
const longest = 20_000;
const token = {
  command: /[\s,]*([a-z])/iy,
  number: /[\s,]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)/iy,
  flag: /[\s,]*([01])/y,
} as const;
/** Numbers behind each command. */
const lengths: Readonly<Record<string, number>> = { M: 2, L: 2, T: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7, Z: 0 };
const arcFlags = [3, 4];

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The bounding box of an outline: curves lie within their control points. */
export function pathBox(text: string): Box {
  return text.length > longest ? everywhere : new Path(text).box();
}

class Path {
  readonly #extent = new Extent();
  #at = 0;
  #here: Point = { x: 0, y: 0 };
  #start: Point = { x: 0, y: 0 };
  /** The last control point of the curve before. */
  #pull: Point | undefined;

  constructor(private readonly text: string) {}

  /** Up to the first fault, as a browser draws it. */
  box(): Box {
    for (let command = this.#take(token.command); command !== undefined; command = this.#take(token.command)) {
      const length = lengths[command.toUpperCase()];
      if (length === 0) this.#close();
      else if (length === undefined || !this.#drawAll(command, length)) break;
    }
    return this.#extent.box;
  }

  /** @returns whether there was something behind the command */
  #drawAll(command: string, length: number): boolean {
    let count = 0;
    for (let numbers = this.#takeNumbers(length); numbers; numbers = this.#takeNumbers(length)) {
      // Further coordinates of a move are lines.
      const isLine = count > 0 && /m/i.test(command);
      this.#draw(isLine ? String.fromCharCode(command.charCodeAt(0) - 1) : command, numbers);
      count += 1;
    }
    return count > 0;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.#at = pattern.lastIndex;
    return found[1];
  }

  #takeNumbers(length: number): number[] | undefined {
    const numbers: number[] = [];
    for (let index = 0; index < length; index++) {
      const number = this.#take(length === lengths['A'] && arcFlags.includes(index) ? token.flag : token.number);
      if (number === undefined) return undefined;
      numbers.push(Number(number));
    }
    return numbers;
  }

  #close(): void {
    this.#here = this.#start;
    this.#pull = undefined;
  }

  #draw(command: string, numbers: readonly number[]): void {
    const kind = command.toUpperCase();
    const from = this.#here;
    const origin = command === kind ? { x: 0, y: 0 } : from;
    const [first = 0, second = 0] = numbers;
    if (kind === 'H') this.#goTo({ x: origin.x + first, y: from.y });
    else if (kind === 'V') this.#goTo({ x: from.x, y: origin.y + first });
    else if (kind === 'A') this.#goAround(origin, numbers);
    else {
      const points = pointsOf(numbers, origin);
      if (kind === 'S' || kind === 'T') points.unshift(this.#mirrored());
      for (const point of points) this.#goTo(point);
      // Behind a straight line nothing pulls.
      this.#pull = points.length > 1 ? points.at(-2) : undefined;
    }
    if (kind === 'M') this.#start = { x: origin.x + first, y: origin.y + second };
  }

  #mirrored(): Point {
    const { x, y } = this.#here;
    return this.#pull ? { x: 2 * x - this.#pull.x, y: 2 * y - this.#pull.y } : { x, y };
  }

  /** An arc is nowhere farther from its ends than its ellipse is wide, which is as wide as the ends are apart at least. */
  #goAround(origin: Point, numbers: readonly number[]): void {
    const from = this.#here;
    const [radiusX = 0, radiusY = 0] = numbers;
    const [x, y] = [origin.x + (numbers[5] ?? 0), origin.y + (numbers[6] ?? 0)];
    const reach = Math.max(2 * Math.abs(radiusX), 2 * Math.abs(radiusY), Math.hypot(x - from.x, y - from.y));
    for (const corner of [-reach, reach]) for (const end of [from, { x, y }]) this.#extent.add(end.x + corner, end.y + corner);
    this.#goTo({ x, y });
  }

  #goTo(point: Point): void {
    this.#extent.add(point.x, point.y);
    this.#here = point;
    this.#pull = undefined;
  }
}

function pointsOf(numbers: readonly number[], origin: Point): Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({
    x: origin.x + (numbers[2 * index] ?? 0),
    y: origin.y + (numbers[2 * index + 1] ?? 0),
  }));
}

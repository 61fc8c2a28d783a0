/** A part of the plane, in an element's own units. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An area that may be anywhere. */
export const everywhere: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
const nowhere: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** Grows with each point. */
export class Extent {
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;

  add(x: number, y: number): void {
    this.#left = Math.min(this.#left, x);
    this.#top = Math.min(this.#top, y);
    this.#right = Math.max(this.#right, x);
    this.#bottom = Math.max(this.#bottom, y);
  }

  addBox({ left, top, right, bottom }: Box): void {
    this.add(left, top);
    this.add(right, bottom);
  }

  get box(): Box {
    return this.#left <= this.#right && this.#top <= this.#bottom
      ? { left: this.#left, top: this.#top, right: this.#right, bottom: this.#bottom }
      : nowhere;
  }
}

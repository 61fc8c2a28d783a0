import { type Bytes, DamagedImage } from './bytes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Frame extends Size {
  readonly parts: Bytes[];
}

type ChunkName = 'acTL' | 'fcTL' | 'fdAT';

/** The frames of an animated PNG, beside its still image. Each must follow the one before. */
export class PngAnimation {
  readonly #frames: Frame[] = [];
  #announced = 0;
  #next = 0;
  #isBroken = false;
  /** Whether the still image is the first frame. */
  #beginsStill = false;

  get isAnimated(): boolean {
    return this.#announced > 1;
  }

  /** @param isBehind whether the still image's data came before */
  take(name: ChunkName, data: Bytes, image: Size, isBehind: boolean): void {
    if (name === 'acTL') this.#announce(data, isBehind);
    else if (data.u32be(0) !== this.#next) this.break();
    else if (name === 'fcTL') this.#begin(data, image, isBehind);
    else this.#frames.at(-1)?.parts.push(data.from(4));
    if (name !== 'acTL') this.#next += 1;
  }

  /** From here on nothing can be followed. */
  break(): void {
    this.#isBroken = true;
  }

  /** @returns the frames that have data of their own; @throws DamagedImage where not all can be shown */
  frames(still: readonly Bytes[]): readonly Frame[] {
    if (this.#announced === 0) return [];
    const all = this.#frames.length;
    if (this.#isBroken || all === 0 || still.length === 0) throw new DamagedImage('Its frames cannot be followed.');
    return this.#beginsStill ? this.#frames.slice(1) : this.#frames;
  }

  #announce(data: Bytes, isBehind: boolean): void {
    if (isBehind || data.length !== 8 || this.#announced > 0) return;
    const count = data.u32be(0);
    if (count < 2 ** 31) this.#announced = count;
  }

  #begin(data: Bytes, image: Size, isBehind: boolean): void {
    const [width, height, left, top] = [data.u32be(4), data.u32be(8), data.u32be(12), data.u32be(16)];
    if (width === 0 || height === 0 || left + width > image.width || top + height > image.height) this.break();
    if (!isBehind) this.#beginsStill = true;
    this.#frames.push({ width, height, parts: [] });
  }
}

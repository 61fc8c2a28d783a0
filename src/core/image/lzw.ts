import { DamagedImage } from './bytes.ts';

/** The most codes that LZW in a GIF can have. */
const mostCodes = 4096;

/** Follows a GIF's packed pixels and counts them, without making any: a few bytes may stand for millions. */
export class LzwCounter {
  pixels = 0;
  isEnded = false;
  /** How many pixels each code stands for. */
  readonly #lengths = new Uint32Array(mostCodes);
  readonly #clear: number;
  #width: number;
  #next: number;
  #previous: number | undefined;
  #bits = 0;
  #bitCount = 0;

  /** @param literalWidth bits of a color's index */
  constructor(private readonly literalWidth: number) {
    if (literalWidth < 1 || literalWidth > 8) throw new DamagedImage('The codes have an impossible width.');
    this.#clear = 1 << literalWidth;
    this.#lengths.fill(1, 0, this.#clear);
    this.#width = literalWidth + 1;
    this.#next = this.#clear + 2;
  }

  /** Takes one more block. What follows the end of the codes counts for nothing. */
  take(block: Buffer): void {
    for (const byte of block) {
      this.#bits |= byte << this.#bitCount;
      this.#bitCount += 8;
      while (this.#bitCount >= this.#width && !this.isEnded) {
        const code = this.#bits & ((1 << this.#width) - 1);
        this.#bits >>>= this.#width;
        this.#bitCount -= this.#width;
        this.#follow(code);
      }
      if (this.isEnded) return;
    }
  }

  #follow(code: number): void {
    if (code === this.#clear) this.#reset();
    else if (code === this.#clear + 1) this.isEnded = true;
    else this.#add(code);
  }

  #reset(): void {
    this.#width = this.literalWidth + 1;
    this.#next = this.#clear + 2;
    this.#previous = undefined;
  }

  #add(code: number): void {
    const previous = this.#previous;
    const isKnown = code < this.#clear || (code > this.#clear + 1 && code < this.#next);
    if (!isKnown && (code !== this.#next || previous === undefined)) throw new DamagedImage('A code stands for nothing.');
    if (previous !== undefined && this.#next < mostCodes) {
      this.#lengths[this.#next] = (this.#lengths[previous] ?? 0) + 1;
      this.#next += 1;
      if (this.#next === 1 << this.#width && this.#width < 12) this.#width += 1;
    }
    this.pixels += this.#lengths[code] ?? 0;
    this.#previous = code;
  }
}

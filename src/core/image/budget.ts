import { TooComplexImage } from './bytes.ts';

/**
 * The most steps that all parts of a file together may take. A step is a box, a reference, a look at an attribute:
 * whatever a file can ask for far more often than it has bytes, or all at once.
 */
export class Budget {
  constructor(private left: number) {}

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new TooComplexImage('Reading it takes too long.');
  }
}

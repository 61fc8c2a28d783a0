import assert from 'node:assert/strict';
import { pathBox } from '../../../src/core/image/svgPathBox.ts';

/** Left, top, right, bottom. */
type Sides = readonly [number, number, number, number];

const sides = (path: string): Sides => {
  const { left, top, right, bottom } = pathBox(path);
  return [left, top, right, bottom];
};

describe('what an outline covers', () => {
  const outlines: readonly (readonly [what: string, path: string, expected: Sides])[] = [
    ['lines', 'M1 2 L5 9 L3 4', [1, 2, 5, 9]],
    ['lines that are relative', 'M1 2 l5 9 l-7 -1', [-1, 2, 6, 11]],
    ['more points behind one command', 'M1 2 5 9 3 4', [1, 2, 5, 9]],
    ['more relative points behind one command', 'm1 2 5 9 -7 -1', [-1, 2, 6, 11]],
    ['more points behind a line’s command', 'M1 2 l1 1 1 1', [1, 2, 3, 4]],
    ['lines along the axes', 'M1 2 H9 V7', [1, 2, 9, 7]],
    ['relative lines along the axes', 'M1 2 h9 v7', [1, 2, 10, 9]],
    ['relative lines back along the axes', 'M1 2 v-7 h-9', [-8, -5, 1, 2]],
    ['a second outline, which begins where the first began', 'M1 2 h9 v9 z l-1 -2', [0, 0, 10, 11]],
    ['a third outline, from the beginning of the second', 'M1 2 h1 z m5 5 h1 z l9 0', [1, 2, 15, 7]],
    ['a curve, within what pulls at it', 'M0 0 C1 -5 9 5 8 0', [0, -5, 9, 5]],
    ['a relative curve', 'M10 10 c1 -5 9 5 8 0', [10, 5, 19, 15]],
    ['curves behind one command, each from the end of the one before', 'M10 10 c0 1 0 1 5 0 0 9 0 9 5 0', [10, 10, 20, 19]],
    ['a smooth curve, which mirrors what pulled last', 'M0 0 C0 9 4 7 5 5 S9 4 9 5', [0, 0, 9, 9]],
    ['a smooth curve that mirrors farther than anything else', 'M0 0 C0 0 5 -9 5 5 S6 6 9 5', [0, -9, 9, 19]],
    ['a relative smooth curve', 'M0 0 c0 0 5 -9 5 5 s1 1 4 0', [0, -9, 9, 19]],
    ['a smooth curve behind a line, which mirrors nothing', 'M0 0 L5 5 S6 6 9 5', [0, 0, 9, 6]],
    ['a smooth curve behind a line along an axis', 'M0 0 C0 0 5 -9 5 5 H6 S7 6 9 5', [0, -9, 9, 6]],
    ['a smooth curve behind an end', 'M0 0 C0 0 5 -9 5 5 z S6 6 9 5', [0, -9, 9, 6]],
    ['a simpler curve', 'M0 0 Q4 9 8 0', [0, 0, 8, 9]],
    ['a simpler smooth curve', 'M0 0 Q4 9 8 0 T16 0', [0, -9, 16, 9]],
    ['simpler smooth curves, one after the other', 'M0 0 Q4 9 8 0 T16 0 24 0', [0, -9, 24, 9]],
    ['a fault, behind which nothing is drawn', 'M1 2 L5 9 L x L99 99', [1, 2, 5, 9]],
    ['a letter that is no command', 'M1 2 L5 9 B1 1 L99 99', [1, 2, 5, 9]],
    ['a command with too few numbers', 'M1 2 L5 9 C1 1 L99 99', [1, 2, 5, 9]],
    ['numbers in all their forms', 'M.5.25-1e1+2E+1L1.,-3e-1', [-10, -0.3, 1, 20]],
    ['commas and line ends', 'M1,2\n,L5\t9', [1, 2, 5, 9]],
    ['nothing', '', [0, 0, 0, 0]],
    ['numbers without a command', '1 2 3 4', [0, 0, 0, 0]],
  ];
  for (const [what, path, expected] of outlines) it(`is known: ${what}`, () => assert.deepEqual(sides(path), expected));

  it('is at least an arc, however it is turned, and not everything', () => {
    // Half a circle around (10, 10) of radius 5, from its left to its right, over the top and under the bottom.
    for (const [sweep, far] of [
      ['1', 5],
      ['0', 15],
    ] as const) {
      for (const path of [`M5 10 A5 5 0 0 ${sweep} 15 10`, `M5 10 a5 5 0 0${sweep}10 0`]) {
        const [left, top, right, bottom] = sides(path);
        assert.ok(left <= 5 && right >= 15 && top <= Math.min(10, far) && bottom >= Math.max(10, far), path);
        assert.ok(left >= -15 && right <= 35 && top >= -10 && bottom <= 30, path);
      }
    }
  });

  it('is at least a flat arc, and one that is larger than its radius', () => {
    // An ellipse 40 wide and 2 high, nearly all of it; and radii that are too small, which a browser enlarges.
    const [left, , right] = sides('M0 0 A20 1 0 1 1 0 .1');
    assert.ok(left <= 0 && right >= 40);
    const [, top, , bottom] = sides('M0 0 A1 20 0 1 1 .1 0');
    assert.ok(top <= -40 || bottom >= 40);
    const [, above] = sides('M0 0 A1 1 0 0 1 30 0');
    assert.ok(above <= -15);
  });

  it('goes on where an arc ends, after each of several', () => {
    const [left, top, right, bottom] = sides('M0 0 a1 1 0 0 1 1 1 1 1 0 0 1 1 1 L100 50');
    assert.ok(left <= 0 && top <= 0);
    assert.deepEqual([right, bottom], [100, 50]);
  });

  it('is unknown of a very long one', () => {
    assert.deepEqual(sides(`M0 0${'h1'.repeat(9_998)}`), [0, 0, 9_998, 0]);
    assert.deepEqual(sides(`M0 0${'h1'.repeat(9_999)}`), [-Infinity, -Infinity, Infinity, Infinity]);
  });
});

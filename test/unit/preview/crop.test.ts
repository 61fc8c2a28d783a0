import assert from 'node:assert/strict';
import {
  filling,
  fitting,
  flipped,
  matrixOf,
  moved,
  toImage,
  turned,
  zoomedTo,
  zoomLimits,
  zoomOf,
} from '../../../media/preview/pixels/crop.ts';
import type { Crop } from '../../../src/core/model/preparation.ts';

const size = { width: 1200, height: 480 };
const full = filling(size);

describe('the crop', () => {
  it('fills with the largest square and fits with the smallest around', () => {
    assert.deepEqual([full.side, zoomOf(full, size)], [480, 1]);
    assert.deepEqual([fitting(size).side, zoomOf(fitting(size), size)], [1200, 0.4]);
  });

  it('cannot be moved off the image', () => {
    assert.equal(moved(full, size, 99, 0).x, 240);
    assert.equal(moved(full, size, -99, 0).x, 960);
    assert.equal(moved(full, size, 0, 99).y, 240);
  });

  it('keeps the whole image inside where the square is larger', () => {
    assert.deepEqual(moved(fitting(size), size, 0, 99).y, 240 - (1200 - 480) / 2);
  });

  it('follows the hand, whichever way the image is turned or flipped', () => {
    for (const turns of [0, 1, 2, 3] as const) {
      for (const mirrored of [false, true]) {
        const crop: Crop = { x: 600, y: 240, side: 100, quarterTurns: turns, flipped: mirrored };
        const held = toImage(crop, { x: 0.2, y: 0.4 });
        const after = toImage(moved(crop, size, 0.3, 0.1), { x: 0.5, y: 0.5 });
        assert.ok(Math.hypot(held.x - after.x, held.y - after.y) < 1e-9, `${turns} ${String(mirrored)}`);
      }
    }
  });

  it('zooms around what is under the pointer', () => {
    const anchor = { x: 0.7, y: 0.4 };
    const before = toImage(full, anchor);
    const zoomed = zoomedTo(full, size, 3, anchor);
    const after = toImage(zoomed, anchor);
    assert.equal(zoomed.side, 160);
    assert.ok(Math.hypot(before.x - after.x, before.y - after.y) < 1e-9);
  });

  it('zooms no further than makes sense', () => {
    assert.equal(zoomedTo(full, size, 1000).side, 24);
    assert.equal(zoomedTo(full, size, 0).side, 1200);
    assert.deepEqual(zoomLimits({ width: 1, height: 1 }), { least: 1, most: 1 });
  });

  it('turns what is seen, also when it is flipped', () => {
    const crop: Crop = { x: 600, y: 240, side: 100, quarterTurns: 0, flipped: true };
    const corner = toImage(crop, { x: 0, y: 0 });
    const after = toImage(turned(crop, 1), { x: 1, y: 0 });
    assert.ok(Math.hypot(corner.x - after.x, corner.y - after.y) < 1e-9);
    assert.deepEqual(turned(turned(crop, 1), -1), crop);
    assert.deepEqual(flipped(flipped(crop)), crop);
  });

  it('has a matrix that undoes toImage', () => {
    const crop: Crop = { x: 300, y: 200, side: 128, quarterTurns: 3, flipped: true };
    const { a, b, c, d, e, f } = matrixOf(crop, 512);
    const { x, y } = toImage(crop, { x: 0.25, y: 0.75 });
    assert.ok(Math.hypot(a * x + c * y + e - 128, b * x + d * y + f - 384) < 1e-9);
  });
});

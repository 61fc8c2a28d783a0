import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import type { Crop, Preparation } from '../../src/core/model/preparation.ts';
import { toImage } from '../../media/preview/pixels/crop.ts';
import { cmykJpeg, progressiveJpeg } from './images/jpegs.ts';
import {
  asDisplayP3,
  type Color,
  computedPng,
  deepPng,
  quarterColors,
  quartersPng,
  slope,
  uprightPlace,
  withOrientation,
  withPlace,
} from './images/quarters.ts';
import type { PreviewPage } from './previewPage.ts';
import { asJpeg, at, farthest, imageOf, prepared } from './preparing.ts';
import { useSite } from './useSite.ts';

/** Levels out of 255 that a channel may be off: rounding and resampling; and what JPEG adds to it. */
const exact = 3;
const lossy = 12;

const centre: Crop = { x: 300, y: 200, side: 400, quarterTurns: 0, flipped: false };
const usual: Preparation = { asItIs: false, crop: centre, background: 'keep', output: { side: 512, format: 'png', quality: 90 } };

describe('what is made of an image', () => {
  const site = useSite();
  let panel: PreviewPage;
  before(async () => (panel = await site.open()));
  after(() => assert.deepEqual(panel.complaints, []));

  const make = async (bytes: Buffer, preparation?: Preparation, mediaType?: string) =>
    PNG.sync.read(await prepared(panel, imageOf(bytes, mediaType), preparation));
  const makeOfJpeg = (jpeg: Buffer, width: number, height: number) => {
    const crop = { ...centre, x: width / 2, y: height / 2, side: Math.min(width, height) };
    return make(jpeg, { ...usual, crop }, 'image/jpeg');
  };

  const assertQuarters = (made: PNG, tolerance: number) => {
    for (const [index, [x, y]] of (
      [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const
    ).entries()) {
      const [seen, wanted] = [at(made, x, y), quarterColors[index]!];
      assert.ok(farthest(seen, wanted) <= tolerance, `at ${x}, ${y}: ${seen.join()} is not ${wanted.join()}`);
    }
  };

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`stands upright, whichever way the camera was held: orientation ${orientation}`, async () => {
      const [width, height] = orientation > 4 ? [80, 120] : [120, 80];
      const stored = computedPng(width, height, (x, y) => {
        const [right, down] = uprightPlace(orientation, x, y);
        return quarterColors[(down < 0.5 ? 0 : 2) + (right < 0.5 ? 0 : 1)]!;
      });
      const photo = withOrientation(await asJpeg(panel, stored), orientation);
      assertQuarters(await makeOfJpeg(photo, 120, 80), lossy);
    });
  }

  it('is the crop, turned and flipped, pixel for pixel', async () => {
    const image = computedPng(600, 400, slope);
    for (const quarterTurns of [0, 1, 2, 3] as const) {
      for (const flipped of [false, true]) {
        const crop: Crop = { x: 250.5, y: 180, side: 210, quarterTurns, flipped };
        const made = await make(image, { ...usual, crop, output: { ...usual.output, side: 256 } });
        assert.equal(made.width, 256);
        assert.ok(
          worst(made, crop, 600, 400) <= exact,
          `turns ${quarterTurns}, flipped ${String(flipped)}: ${worst(made, crop, 600, 400)}`,
        );
      }
    }
  });

  it('has no rim: every pixel of a full crop is opaque', async () => {
    const made = await make(computedPng(401, 401, slope), { ...usual, crop: { ...centre, x: 200.5, y: 200.5, side: 401 } });
    assert.ok(made.data.every((value, index) => index % 4 !== 3 || value === 255));
  });

  it('keeps transparency, or puts a colour behind it', async () => {
    const half = computedPng(400, 400, (x) => [200, 100, 0, x < 0.5 ? 0 : 255]);
    const crop = { ...centre, x: 200 };
    const kept = await make(half, { ...usual, crop });
    assert.equal(at(kept, 0.25, 0.5)[3], 0);
    assert.deepEqual(at(kept, 0.75, 0.5), [200, 100, 0, 255]);
    const colored = await make(half, { ...usual, crop, background: '#3366cc' });
    assert.deepEqual(at(colored, 0.25, 0.5), [0x33, 0x66, 0xcc, 255]);
    assert.deepEqual(at(colored, 0.75, 0.5), [200, 100, 0, 255]);
  });

  it('is white, not black, where a JPEG cannot be transparent', async () => {
    const image = imageOf(computedPng(400, 400, () => [0, 0, 0, 0]));
    const bytes = await prepared(panel, image, { ...usual, crop: { ...centre, x: 200 }, output: { ...usual.output, format: 'jpeg' } });
    assert.equal(bytes.subarray(0, 2).toString('hex'), 'ffd8');
    assert.deepEqual(await asJpegPixel(panel, bytes), [255, 255, 255]);
  });

  it('is a JPEG where the image is one, and else a PNG', async () => {
    const image = computedPng(400, 300, slope);
    const [photo, drawing] = [await asJpeg(panel, image), image];
    assert.equal((await prepared(panel, imageOf(photo, 'image/jpeg'))).subarray(0, 2).toString('hex'), 'ffd8');
    assert.equal((await prepared(panel, imageOf(drawing))).subarray(1, 4).toString(), 'PNG');
  });

  it('takes 16 bits a channel', async () => {
    const made = await make(deepPng(400, 400, [130, 20, 250]), { ...usual, crop: { ...centre, x: 200 } });
    assert.ok(farthest(at(made, 0.5, 0.5), [130, 20, 250]) <= 1);
  });

  it('takes progressive JPEG', async () => assertQuarters(await makeOfJpeg(progressiveJpeg, 64, 64), lossy));

  it('takes JPEG in four inks', async () => {
    const made = await makeOfJpeg(cmykJpeg, 64, 64);
    // Which green an ink is depends on the profile that is assumed; that it is green, and where, does not.
    const strongest = [at(made, 0.25, 0.25), at(made, 0.75, 0.25), at(made, 0.25, 0.75)].map((seen) => {
      const channels = seen.slice(0, 3);
      return channels.indexOf(Math.max(...channels));
    });
    assert.deepEqual(strongest, [0, 1, 2]);
    assert.ok(Math.min(...at(made, 0.75, 0.75)) > 220);
  });

  it('brings Display P3 to sRGB', async () => {
    const image = asDisplayP3(computedPng(400, 400, () => [200, 120, 90]));
    const made = await make(image, { ...usual, crop: { ...centre, x: 200 } });
    assert.ok(farthest(at(made, 0.5, 0.5), p3ToSrgb([200, 120, 90])) <= exact, at(made, 0.5, 0.5).join());
  });

  it('takes a single pixel', async () => {
    const made = await make(computedPng(1, 1, () => [10, 200, 30]));
    assert.equal(made.width, 512);
    assert.deepEqual(at(made, 0, 0), [10, 200, 30, 255]);
    assert.deepEqual(at(made, 0.999, 0.999), [10, 200, 30, 255]);
  });

  it('takes 12,000 × 100 pixels, filled and fitted', async () => {
    const strip = computedPng(12_000, 100, slope);
    const filled = await make(strip);
    assert.ok(farthest(at(filled, 0.5, 0.5), slope(0.5, 0.5)) <= exact);
    const crop: Crop = { ...centre, x: 6000, y: 50, side: 12_000 };
    const fitted = await make(strip, { ...usual, crop });
    assert.equal(at(fitted, 0.5, 0.25)[3], 0);
    // The strip is four pixels high there; the row below its middle shows what lies 0.117 of its height lower.
    assert.ok(farthest(at(fitted, 0.1, 0.5), slope(0.1, 0.617)) <= 2 * exact, at(fitted, 0.1, 0.5).join());
  });

  it('says nothing about where an image was taken', async () => {
    const bytes = await prepared(panel, imageOf(withPlace(quartersPng(300, 300))), {
      ...usual,
      crop: { ...centre, x: 150, y: 150, side: 300 },
    });
    assert.ok(!bytes.includes('Bengaluru'));
  });

  it('is drawn sharp from SVG, at the size it is sent in', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16" fill="#fff"/><path d="M0 0h8v16H0z" fill="#000"/></svg>';
    const made = await make(Buffer.from(svg), undefined, 'image/svg+xml');
    assert.deepEqual(
      [0.498, 0.502].map((x) => at(made, x, 0.5)[0]),
      [0, 255],
    );
  });

  it('does not flicker: what is too fine to be seen becomes even', async () => {
    const checks = computedPng(3000, 3000, (x, y) => {
      const light = (Math.floor(x * 3000) + Math.floor(y * 3000)) % 2 === 0;
      return light ? [255, 255, 255] : [0, 0, 0];
    });
    const made = await make(checks, {
      ...usual,
      crop: { ...centre, x: 1500, y: 1500, side: 3000 },
      output: { ...usual.output, side: 256 },
    });
    const values = made.data.filter((_, index) => index % 4 === 0);
    assert.ok(Math.max(...values) - Math.min(...values) <= 16, `${Math.min(...values)} to ${Math.max(...values)}`);
  });
});

function worst(made: PNG, crop: Crop, width: number, height: number): number {
  let most = 0;
  for (let row = 0; row < made.height; row += 5) {
    for (let column = 0; column < made.width; column += 5) {
      const seen = { x: (column + 0.5) / made.width, y: (row + 0.5) / made.height };
      const { x, y } = toImage(crop, seen);
      most = Math.max(most, farthest(at(made, seen.x, seen.y), slope(x / width, y / height)));
    }
  }
  return most;
}

/** The middle of a JPEG, as the page's browser reads it. */
async function asJpegPixel(panel: PreviewPage, jpeg: Buffer): Promise<readonly number[]> {
  return panel.page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(bitmap, 256, 256, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  }, jpeg.toString('base64'));
}

/** Both have the same transfer curve; the matrix takes linear Display P3 to linear sRGB (CSS Color 4). */
function p3ToSrgb(color: Color): number[] {
  const linear = color.map((value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const matrix = [
    [1.2249401763, -0.2249401763, 0],
    [-0.0420569547, 1.0420569547, 0],
    [-0.0196375546, -0.0786360456, 1.0982736001],
  ];
  return matrix
    .map((row) => row.reduce((sum, factor, index) => sum + factor * (linear[index] ?? 0), 0))
    .map((value) => Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)));
}

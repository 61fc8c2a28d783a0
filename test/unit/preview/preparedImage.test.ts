import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { inspectPrepared } from '../../../src/extension/preview/preparedImage.ts';

function png(width: number, height: number): ArrayBuffer {
  return new Uint8Array(PNG.sync.write(new PNG({ width, height }))).buffer;
}

describe('a prepared image', () => {
  it('is named like the original, with the ending of what it is', async () => {
    const inspected = await inspectPrepared(png(512, 512), 'my photo.final.jpeg', 1_000_000);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.fileName, 'my photo.final.png');
    assert.equal(inspected.value.mediaType, 'image/png');
  });

  for (const [width, height] of [
    [512, 511],
    [1025, 1025],
  ] as const) {
    it(`is refused with ${width} × ${height} pixels, which no page of ours makes`, async () =>
      assert.deepEqual(await inspectPrepared(png(width, height), 'a.png', 1_000_000), {
        ok: false,
        failure: { kind: 'notAnImage', fileName: 'a.png' },
      }));
  }

  it('is refused when it is no image, and above the person’s limit', async () => {
    assert.equal((await inspectPrepared(new Uint8Array(100).buffer, 'a.png', 1000)).ok, false);
    assert.equal((await inspectPrepared(png(512, 512), 'a.png', 10)).ok, false);
  });
});

import assert from 'node:assert/strict';
import { answers, readAnswer } from '../../fuzz/answers.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { images, readImage } from '../../fuzz/images.ts';

/** The short run of `npm run fuzz`, always the same. */
const [inputs, seed] = [3_000, 20_261_122];

describe('mutated inputs', () => {
  for (const [what, seeds, read] of [
    ['answers', answers, readAnswer],
    ['images', images, readImage],
  ] as const) {
    it(`${what} crash no parser and hold none up`, async () => {
      for (const each of seeds) await read(each);
      const { accepted } = await fuzz(seeds, read, inputs, seed);
      // A mutation that leaves nothing good would try little.
      assert.ok(accepted > inputs / 50, String(accepted));
    }).timeout(30_000);
  }

  it('are found when a parser crashes or is slow', async () => {
    const crash = (bytes: Buffer) => bytes.length > 10 && JSON.parse('{') === 1;
    await assert.rejects(fuzz(answers, crash, 100, 1), /seed 1, input \d+/);
    const slow = () => {
      const end = performance.now() + 60;
      while (performance.now() < end);
      return true;
    };
    await assert.rejects(fuzz(answers, slow, 1, 1), /It took \d+ ms/);
  });
});

import assert from 'node:assert/strict';
import { rowImage } from '../../../src/core/history/rowImage.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

describe('rowImage', () => {
  const image = { ...sampleUpdate(agent('a'), Buffer.from('x')).image };
  const cases: [string, Partial<typeof image>, string][] = [
    ['a small image', { width: 512, height: 512 }, 'image'],
    ['a photograph', { width: 8000, height: 6000 }, 'none'],
    ['a long strip', { width: 10_000, height: 100 }, 'image'],
    ['a very long strip', { width: 120_000, height: 100 }, 'none'],
    ['an image that moves', { width: 64, height: 64, animated: true }, 'none'],
    ['a drawing, however small its text', { mediaType: 'image/svg+xml', width: 24, height: 24, byteLength: 900 }, 'none'],
    ['a GIF, whose frame may be larger than its screen', { mediaType: 'image/gif', width: 16, height: 16, byteLength: 900 }, 'none'],
    ['an AVIF, whose grid may be larger than what is cut from it', { mediaType: 'image/avif', width: 400, height: 400 }, 'none'],
  ];
  for (const [what, change, shown] of cases) {
    it(`shows ${what} by: ${shown}`, () => assert.equal(rowImage({ ...image, ...change }, new Set()), shown));
  }
  it('prefers a thumbnail', () => assert.equal(rowImage({ ...image, width: 8000, height: 6000 }, new Set([image.sha256])), 'thumbnail'));
});

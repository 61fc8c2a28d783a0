import assert from 'node:assert/strict';
import { rowPicture } from '../../../src/core/history/rowPicture.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

describe('rowPicture', () => {
  const image = { ...sampleUpdate(agent('a'), Buffer.from('x')).image };
  const cases: [string, Partial<typeof image>, string][] = [
    ['a small picture', { width: 512, height: 512 }, 'picture'],
    ['a photograph', { width: 8000, height: 6000 }, 'none'],
    ['a long strip', { width: 10_000, height: 100 }, 'picture'],
    ['a very long strip', { width: 120_000, height: 100 }, 'none'],
    ['a picture that moves', { width: 64, height: 64, animated: true }, 'none'],
    ['a drawing, however small its text', { mediaType: 'image/svg+xml', width: 24, height: 24, byteLength: 900 }, 'none'],
    ['a GIF, whose frame may be larger than its screen', { mediaType: 'image/gif', width: 16, height: 16, byteLength: 900 }, 'none'],
    ['an AVIF, whose grid may be larger than what is cut from it', { mediaType: 'image/avif', width: 400, height: 400 }, 'none'],
  ];
  for (const [what, change, shown] of cases) {
    it(`shows ${what} by: ${shown}`, () => assert.equal(rowPicture({ ...image, ...change }, new Set()), shown));
  }
  it('prefers a thumbnail', () => assert.equal(rowPicture({ ...image, width: 8000, height: 6000 }, new Set([image.sha256])), 'thumbnail'));
});

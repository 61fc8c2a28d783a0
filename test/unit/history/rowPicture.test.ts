import assert from 'node:assert/strict';
import { rowPicture } from '../../../src/history/rowPicture.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';

describe('rowPicture', () => {
  const image = { ...sampleUpdate(agent('a'), Buffer.from('x')).image };
  const cases: [string, Partial<typeof image>, string][] = [
    ['a small picture', { width: 512, height: 512 }, 'picture'],
    ['a photograph', { width: 8000, height: 6000 }, 'none'],
    ['a long strip', { width: 12_000, height: 100 }, 'picture'],
    ['a very long strip', { width: 120_000, height: 100 }, 'none'],
    ['a drawing, however large it says it is', { mediaType: 'image/svg+xml', width: 4000, height: 4000, byteLength: 900 }, 'picture'],
    ['a drawing of megabytes', { mediaType: 'image/svg+xml', byteLength: 5_000_000 }, 'none'],
    ['a small AVIF', { mediaType: 'image/avif', width: 400, height: 400 }, 'picture'],
  ];
  for (const [what, change, shown] of cases) {
    it(`shows ${what} by: ${shown}`, () => assert.equal(rowPicture({ ...image, ...change }, new Set()), shown));
  }
  it('prefers a thumbnail', () => assert.equal(rowPicture({ ...image, width: 8000, height: 6000 }, new Set([image.sha256])), 'thumbnail'));
});

import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { inspectImage } from '../../../src/core/image/inspect.ts';
import { densePixels, frame, gif, pixels } from '../../support/images/gif.ts';
import { generatedCorpus } from '../../support/images/generatedCorpus.ts';
import type { ImageKind } from '../../support/images/kind.ts';
import { jpeg } from '../../support/images/jpeg.ts';
import { chunk, png, rows } from '../../support/images/png.ts';
import { avif, box, colorItem } from '../../support/images/avif.ts';
import { animationHeader, chunk as webpChunk, extended, frame as webpFrame, lossless, webp } from '../../support/images/webp.ts';

const limit = 1_000_000;

/** What `inspectImage` says, in the form in which the right answer is written down. */
async function answerFor(bytes: Uint8Array): Promise<ImageKind['expected']> {
  const inspected = await inspectImage(bytes, 'image.txt', limit);
  if (!inspected.ok) return { isShown: false, failure: inspected.failure.kind };
  const { mediaType, width, height, facts } = inspected.value;
  const { animated, metadata, place } = facts;
  return { isShown: true, mediaType, width, height, animated, metadata, place };
}

describe('an image file', () => {
  it('is of one of many kinds', () => {
    assert.ok(generatedCorpus.length >= 400, String(generatedCorpus.length));
    assert.equal(new Set(generatedCorpus.map(({ name }) => name)).size, generatedCorpus.length);
  });

  for (const { name, bytes, expected } of generatedCorpus) {
    it(`is judged by its bytes: ${name}`, async () => assert.deepEqual(await answerFor(bytes), expected));
  }

  it('keeps its bytes and its name', async () => {
    const bytes = png();
    const inspected = await inspectImage(bytes, 'image.txt', limit);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.bytes, bytes);
    assert.equal(inspected.value.fileName, 'image.txt');
  });

  it('is refused when it is empty', async () =>
    assert.deepEqual(await answerFor(Buffer.alloc(0)), { isShown: false, failure: 'imageEmpty' }));

  it('may have just as many bytes as the limit, and not one more', async () => {
    const bytes = png();
    assert.ok((await inspectImage(bytes, 'a.png', bytes.length)).ok);
    assert.deepEqual(await inspectImage(bytes, 'a.png', bytes.length - 1), {
      ok: false,
      failure: { kind: 'imageTooLarge', fileName: 'a.png', bytes: bytes.length, limitBytes: bytes.length - 1 },
    });
  });

  it('is read within its own bytes, where they are part of others', async () => {
    const cut = png().subarray(0, -9);
    const within = Buffer.concat([cut, png()]).subarray(0, cut.length);
    assert.deepEqual(await answerFor(within), await answerFor(cut));
  });

  it('never throws, wherever it is cut', async () => {
    for (const { bytes } of generatedCorpus.filter(({ bytes: { length } }) => length < 400)) {
      for (let length = 1; length < bytes.length; length++) await inspectImage(bytes.subarray(0, length), 'cut', limit);
    }
  }).timeout(60_000);
});

describe('how much a decoder has to do', () => {
  it('is told by the largest frame, whatever the screen', async () => {
    const inspected = await inspectImage(gif({ blocks: [frame(), frame({ width: 600, height: 400 })] }), 'a.gif', limit);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.facts.decodedPixels, 240_000);
  });

  it('is told by the size where nothing is larger', async () => {
    const inspected = await inspectImage(png({ width: 30, height: 20 }), 'a.png', limit);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.facts.decodedPixels, 600);
    assert.equal(inspected.value.facts.drawingCost, 0);
  });
});

describe('a large image file', () => {
  const megabytes = 8_000_000;
  const noise = Buffer.alloc(megabytes, 'some bytes that say little ');
  const side = 2000;
  const drawing = (content: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${content}</svg>`);
  const large: [string, Buffer][] = [
    ['PNG', png({ width: side, height: side, data: [chunk('IDAT', deflateSync(rows(side, side), { level: 0 }))] })],
    ['JPEG with many fill bytes', jpeg({ before: [Buffer.alloc(megabytes, 0xff)] })],
    ['JPEG with zeros behind it', Buffer.concat([jpeg(), Buffer.alloc(megabytes)])],
    ['GIF', gif({ width: side, height: side, blocks: [frame({ width: side, height: side, data: pixels(side * side) })] })],
    ['GIF of 10,000 frames', gif({ blocks: Array.from({ length: 10_000 }, () => frame()) })],
    [
      'WebP with a frame of many parts',
      webp([
        extended(2, 7, 5),
        animationHeader,
        webpFrame({
          width: 7,
          height: 5,
          data: Buffer.concat([webpChunk('VP8L', lossless(7, 5)), Buffer.alloc(megabytes, webpChunk('ABCD', Buffer.alloc(0)))]),
        }),
      ]),
    ],
    ['AVIF with many boxes behind it', Buffer.concat([avif({ items: [colorItem()] }), Buffer.alloc(megabytes, box('free'))])],
    ['drawing with a long text', drawing(`<text>${noise.toString('latin1', 0, megabytes / 4)}</text>`)],
    ['drawing of many elements', drawing('<rect width="3" height="3"/>'.repeat(50_000))],
  ];
  for (const [what, bytes] of large) {
    it(`lets others have their turn while it is read: ${what}`, async () => {
      let turns = 0;
      let isRead = false;
      const takeTurns = () => {
        turns += 1;
        if (!isRead) setImmediate(takeTurns);
      };
      setImmediate(takeTurns);
      const inspected = await inspectImage(bytes, 'large', Infinity);
      isRead = true;
      assert.ok(inspected.ok);
      assert.ok(turns >= 2, `${turns} turns`);
    }).timeout(60_000);
  }

  it('may stand for far more pixels than it has bytes, and is read all the same', async () => {
    const bomb = gif({ width: 16, height: 16, blocks: [frame({ width: 16_000, height: 16_000, data: densePixels(256_000_000) })] });
    const inspected = await inspectImage(bomb, 'bomb.gif', limit);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.facts.decodedPixels, 256_000_000);
    assert.equal(inspected.value.width, 16_000);
  }).timeout(60_000);

  for (const [what, content] of [
    ['references that follow each other', Array.from({ length: 20_000 }, (_, at) => `<use id="u${at}" href="#u${at + 1}"/>`).join('')],
    ['rules of style', `<style>${'.a{fill:url(#p)}'.repeat(50_000)}</style>`],
    ['elements', '<g/>'.repeat(300_000)],
  ] as const) {
    it(`is refused with too many ${what}`, async () =>
      assert.deepEqual(await inspectImage(drawing(content), 'a.svg', Infinity), {
        ok: false,
        failure: { kind: 'imageTooComplex', fileName: 'a.svg' },
      })).timeout(60_000);
  }
});

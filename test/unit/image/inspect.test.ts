import assert from 'node:assert/strict';
import { extensionOf } from '../../../src/avatar/mediaType.ts';
import { inspectImage } from '../../../src/image/inspect.ts';
import { frame, gif } from '../../support/images/gif.ts';
import { generatedCorpus } from '../../support/images/generatedCorpus.ts';
import type { ImageKind } from '../../support/images/kind.ts';
import { png } from '../../support/images/png.ts';

const limit = 1_000_000;

/** What `inspectImage` says, in the form in which the right answer is written down. */
async function answerFor(bytes: Uint8Array): Promise<ImageKind['expected']> {
  const inspected = await inspectImage(bytes, 'picture.txt', limit);
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
    const inspected = await inspectImage(bytes, 'picture.txt', limit);
    assert.ok(inspected.ok);
    assert.equal(inspected.value.bytes, bytes);
    assert.equal(inspected.value.fileName, 'picture.txt');
  });

  it('is refused when it is empty', async () => assert.deepEqual(await answerFor(Buffer.alloc(0)), { isShown: false, failure: 'imageEmpty' }));

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

describe('extensionOf', () => {
  it('names a file by its type', () => assert.equal(extensionOf('image/svg+xml'), 'svg'));
});

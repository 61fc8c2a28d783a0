import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { extensionOf } from '../../../src/avatar/mediaType.ts';
import { inspectImage } from '../../../src/image/inspect.ts';

const limit = 1_000_000;
const png = PNG.sync.write(new PNG({ width: 30, height: 20 }));
const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([40, 0, 50, 0, 0, 0, 0])]);
// SOI, then SOF0 with 8 bits, height 12, width 34; then the frame's one component.
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080' + '00c0022010111' + '00ffd9', 'hex');
const svg = (text: string) => Buffer.from(text);
const publicDoctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"';
const entities = `<!ENTITY ns "http://a.example/[x]>"> <!-- don't ]> --> <!ENTITY other 'a "b"'>`;

describe('inspectImage', () => {
  const pictures: [string, Uint8Array, string, number, number][] = [
    ['a PNG', png, 'image/png', 30, 20],
    ['a GIF', gif, 'image/gif', 40, 50],
    ['a JPEG', jpeg, 'image/jpeg', 34, 12],
    ['an SVG', svg('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>'), 'image/svg+xml', 10, 20],
    ['an SVG sized by its view box', svg('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg viewBox="0 0 7 8">'), 'image/svg+xml', 7, 8],
    ['an SVG after white space', svg('\r\n \t<svg width="1" height="2">'), 'image/svg+xml', 1, 2],
    ['an SVG with a style sheet', svg('<?xml version="1.0"?><?xml-stylesheet href="a.css>b"?>\n<svg width="1" height="2">'), 'image/svg+xml', 1, 2],
    ['an SVG with a doctype', svg(`${publicDoctype}>\n<svg width="1" height="2">`), 'image/svg+xml', 1, 2],
    ['an SVG with entities', svg(`${publicDoctype} [\n${entities}\n] >\n<svg width="1" height="2">`), 'image/svg+xml', 1, 2],
    ['an SVG with another root in a comment', svg('<!-- é <svg width="8" height="9"> --><svg width="1" height="2">'), 'image/svg+xml', 1, 2],
    ['an SVG with a byte order mark', svg('\ufeff<svg width="1" height="2">'), 'image/svg+xml', 1, 2],
  ];
  for (const [what, bytes, mediaType, width, height] of pictures) {
    it(`knows ${what} by its bytes, whatever its name`, async () => {
      const result = await inspectImage(bytes, 'picture.txt', limit);
      assert.ok(result.ok);
      const { facts, ...rest } = result.value;
      assert.deepEqual(rest, { bytes, fileName: 'picture.txt', mediaType, width, height });
      assert.equal(facts.animated, false);
    });
  }

  const refused: [string, Uint8Array, string][] = [
    ['an empty file', Buffer.alloc(0), 'imageEmpty'],
    ['text', Buffer.from('This is not a picture.'), 'notAnImage'],
    ['a page', Buffer.from('<!doctype html><html><body></body></html>'), 'notAnImage'],
    ['a page with a drawing', Buffer.from('<!doctype html><html><body><svg width="1" height="1"></svg>'), 'notAnImage'],
    ['a page that begins with a drawing', Buffer.from('<!DOCTYPE html>\n<svg width="1" height="1">'), 'notAnImage'],
    ['an XML file with a drawing', Buffer.from('<?xml version="1.0"?><!-- a --><feed><svg width="1" height="1">'), 'notAnImage'],
    ['text before a drawing', Buffer.from('x<svg width="1" height="1">'), 'notAnImage'],
    ['a drawing in a comment that does not end', Buffer.from('<!-- <svg width="1" height="1">'), 'notAnImage'],
    ['a root of another name', Buffer.from('<svgs width="1" height="1">'), 'notAnImage'],
    ['a page with a drawing far inside', Buffer.from(`<html>${' '.repeat(5000)}<svg width="1" height="1">`), 'notAnImage'],
    ['a PNG that ends in its header', png.subarray(0, 18), 'imageDamaged'],
    ['a PNG that ends after its signature', png.subarray(0, 8), 'imageDamaged'],
    ['a PNG of no width', Buffer.concat([png.subarray(0, 16), Buffer.alloc(4), png.subarray(20)]), 'imageDamaged'],
    ['a JPEG that ends in its header', jpeg.subarray(0, 12), 'imageDamaged'],
    ['a GIF that ends in its header', gif.subarray(0, 7), 'imageDamaged'],
    ['an SVG of no size', svg('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'imageDamaged'],
    ['an SVG whose root never ends', svg('<svg '.repeat(100_000)), 'imageDamaged'],
  ];
  for (const [what, bytes, kind] of refused) {
    it(`refuses ${what}`, async () => {
      const result = await inspectImage(bytes, 'picture.png', limit);
      assert.equal(result.ok ? 'accepted' : result.failure.kind, kind);
    });
  }

  // With an expression that can part these texts in more than one way, the first of them would not end in a lifetime.
  for (const part of ['<!---->', '<??>', ' ', '""', '<!DOCTYPE svg>', '<!DOCTYPE svg [', '<!DOCTYPE svg [<!---->', "''<", '[]', '<!--']) {
    it(`ends on ${part} without end`, async () => {
      for (const before of ['', '<!DOCTYPE svg ', '<!DOCTYPE svg [']) {
        const result = await inspectImage(svg(before + part.repeat(5_000)), 'picture.svg', limit);
        assert.equal(result.ok ? 'accepted' : result.failure.kind, 'notAnImage');
      }
    });
  }

  it('takes a file of just the limit and refuses one byte more', async () => {
    assert.ok((await inspectImage(png, 'a.png', png.length)).ok);
    assert.deepEqual(await inspectImage(png, 'a.png', png.length - 1), {
      ok: false,
      failure: { kind: 'imageTooLarge', fileName: 'a.png', bytes: png.length, limitBytes: png.length - 1 },
    });
  });

  it('never throws, wherever a picture is cut', async () => {
    for (const whole of [png, gif, jpeg]) {
      for (let length = 1; length <= whole.length; length++) {
        await inspectImage(whole.subarray(0, length), 'cut', limit);
      }
    }
  });
});

describe('extensionOf', () => {
  it('names a file by its type', () => assert.equal(extensionOf('image/svg+xml'), 'svg'));
});

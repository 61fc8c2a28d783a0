import assert from 'node:assert/strict';
import { mostImageBytes, mostUriLength, plainRequests } from '../../../src/shared/protocol.ts';
import { parseIncoming, parsePageState } from '../../../src/extension/preview/incoming.ts';

const preparation = {
  asItIs: false,
  crop: { x: 1, y: 2, side: 3, quarterTurns: 0, flipped: false },
  background: 'keep',
  output: { side: 512, format: 'png', quality: 90 },
};
const bytes = new ArrayBuffer(4);
/** As long as allowed and one byte more, without taking the memory. */
const tooLarge = Object.defineProperty(new ArrayBuffer(1), 'byteLength', { value: mostImageBytes + 1 });

describe('a message of the page', () => {
  const good: unknown[] = [
    ...plainRequests.map((type) => ({ type })),
    { type: 'adjusted', draftId: 'd', preparation },
    { type: 'image', bytes, fileName: 'a.png' },
    { type: 'image', bytes: new ArrayBuffer(0), fileName: 'empty.png' },
    { type: 'imageTooLarge', byteLength: mostImageBytes + 1, fileName: 'a.png' },
    { type: 'uris', uris: ['file:///a.png'] },
    { type: 'uris', uris: [] },
    { type: 'send', draftId: 'd' },
    { type: 'send', draftId: 'd', prepared: bytes },
    { type: 'thumbnail', of: 'update', png: bytes },
    { type: 'broken', reason: 'why' },
  ];
  for (const message of good) {
    it(`is taken: ${JSON.stringify(message)}`, () => assert.deepEqual(parseIncoming(message), message));
  }

  it('is taken: an address in letters that take nine characters each', () => {
    const message = { type: 'uris', uris: [`file:///${encodeURIComponent('अ'.repeat(1_000))}.png`] };
    assert.deepEqual(parseIncoming(message), message);
  });

  const bad: [string, unknown][] = [
    ['nothing', undefined],
    ['an unknown type', { type: 'setApiKey' }],
    ['an image that is not bytes', { type: 'image', bytes: [1, 2], fileName: 'a.png' }],
    ['an empty prepared image', { type: 'send', draftId: 'd', prepared: new ArrayBuffer(0) }],
    ['an image too large that is not', { type: 'imageTooLarge', byteLength: 3, fileName: 'a.png' }],
    ['an image beyond the bound', { type: 'image', bytes: tooLarge, fileName: 'a.png' }],
    ['an endless file name', { type: 'image', bytes, fileName: 'a'.repeat(3000) }],
    ['an endless address', { type: 'uris', uris: ['a'.repeat(mostUriLength + 1)] }],
    ['too many addresses', { type: 'uris', uris: ['a:', 'b:', 'c:'] }],
    ['a crop without a place', { type: 'adjusted', draftId: 'd', preparation: { ...preparation, crop: { ...preparation.crop, x: NaN } } }],
    ['a background that is not one', { type: 'adjusted', draftId: 'd', preparation: { ...preparation, background: 'url(x)' } }],
    ['a prepared image beyond the bound', { type: 'send', draftId: 'd', prepared: tooLarge }],
  ];
  for (const [what, message] of bad) it(`is refused: ${what}`, () => assert.equal(parseIncoming(message), undefined));
});

describe('what a page remembers', () => {
  it('is a draft, or an agent of a server', () => {
    assert.deepEqual(parsePageState({ kind: 'draft', id: 'd' }), { kind: 'draft', id: 'd' });
    const sent = { kind: 'sent', origin: 'https://a.example', agentId: 'agent_1' };
    assert.deepEqual(parsePageState(sent), sent);
    const awaited = { ...sent, kind: 'awaited', agentName: 'Maya' };
    assert.deepEqual(parsePageState(awaited), awaited);
  });

  it('is dropped when another version made it', () => {
    for (const state of [undefined, {}, { origin: 'https://a.example', agentId: 'a' }, { kind: 'sent', origin: 'x', agentId: 'a/b' }]) {
      assert.equal(parsePageState(state), undefined);
    }
  });
});

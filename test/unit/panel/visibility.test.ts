import assert from 'node:assert/strict';
import { type AvatarUpdate } from '../../../src/avatar/update.ts';
import { looksForVisibility } from '../../../src/views/panel/visibility.ts';

const update = { avatarUrl: 'https://a.example/a.png' } as AvatarUpdate;

async function seen(answers: ('live' | 'notVisibleYet' | undefined)[], of = update): Promise<string[]> {
  const all: string[] = [];
  const lookups = { visibility: () => Promise.resolve(answers.shift()) };
  for await (const visibility of looksForVisibility(of, lookups, new AbortController().signal, [0, 1, 1])) all.push(visibility);
  return all;
}

describe('looking whether an avatar is live', () => {
  it('ends when it is seen', async () => assert.deepEqual(await seen(['notVisibleYet', 'live']), ['checking', 'live']));
  it('gives up after a few looks', async () =>
    assert.deepEqual(await seen(['notVisibleYet', 'notVisibleYet', 'notVisibleYet', 'live']), ['checking', 'notVisibleYet']));
  it('claims nothing when there is no way to tell', async () => {
    assert.deepEqual(await seen([undefined]), ['checking', 'notAsked']);
    assert.deepEqual(await seen(['live'], {} as AvatarUpdate), ['notAsked']);
  });
  it('ends at once when nobody wants to know any more', async () => {
    const controller = new AbortController();
    const lookups = { visibility: () => (controller.abort(), Promise.resolve('notVisibleYet' as const)) };
    const all: string[] = [];
    for await (const each of looksForVisibility(update, lookups, controller.signal, [0, 60_000])) all.push(each);
    assert.deepEqual(all, ['checking']);
  });
});

import assert from 'node:assert/strict';
import type { History } from '../../../src/core/history/history.ts';
import { Housekeeper } from '../../../src/core/history/housekeeper.ts';

describe('the housekeeper of the history', () => {
  it('does not wait for an hour because the clock is set back an hour', async () => {
    const history = {
      onUntidy: () => ({ dispose: () => undefined }),
      journal: { recover: () => Promise.resolve() },
      tidy: () => Promise.resolve(),
    } as unknown as History;
    const [start, now] = [setTimeout, Date.now];
    const waits: number[] = [];
    globalThis.setTimeout = ((task: () => void, milliseconds: number) => {
      waits.push(milliseconds);
      return start(task, 0);
    }) as typeof setTimeout;
    try {
      const housekeeper = new Housekeeper(
        history,
        () => ({ perAgent: 20, bytes: 1e9 }),
        (error) => assert.fail(String(error)),
      );
      for (const set of [0, -3_600_000]) {
        Date.now = () => now() + set;
        housekeeper.tidySoon();
        await new Promise((resolve) => start(resolve, 20));
      }
      housekeeper.dispose();
    } finally {
      Object.assign(globalThis, { setTimeout: start });
      Date.now = now;
    }
    assert.equal(waits.length, 2);
    assert.ok(Math.max(...waits) <= 30_000, `It waits ${Math.max(...waits)} ms.`);
  });
});

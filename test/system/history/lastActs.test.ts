import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LastActs } from '../../../src/core/history/lastActs.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';

const [agent, other] = ['0123456789abcdef', 'fedcba9876543210'] as const;
const [first, second, third] = [1, 2, 3].map((digit) => `00000000${digit}-0123456789ab`) as [string, string, string];
const day = 86_400_000;

describe('the last acts on agents that are off the list', () => {
  it('are kept by agent and server, the newest alone', () =>
    inFolder(async (folder) => {
      const acts = new LastActs(folder);
      await acts.keep('s', new Map([[agent, second]]));
      await acts.keep('s', new Map([[other, first]]));
      await acts.keep('t', new Map([[agent, first]]));
      assert.deepEqual((await acts.list('s')).map(({ id, agentKey }) => `${id} ${agentKey}`).sort(), [
        `${first} ${other}`,
        `${second} ${agent}`,
      ]);
      await acts.keep('s', new Map([[agent, third]]));
      assert.deepEqual(await readdir(join(folder, 's')), [`${first}-${other}`, `${third}-${agent}`]);
      assert.deepEqual(await acts.list('t'), [{ id: first, agentKey: agent }]);
      assert.deepEqual(await acts.list('u'), []);
    }));

  it('take no room where there are none', () =>
    inFolder(async (folder) => {
      await new LastActs(folder).keep('s', new Map());
      assert.deepEqual(await readdir(folder), []);
    }));

  it('are read from names of their own alone', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 's'));
      const names = ['', 'x', `${first}-${agent}0`, `x${first}-${agent}`, `${first}-${agent.slice(1)}`, first];
      for (const name of names.slice(1)) await writeFile(join(folder, 's', name), '');
      assert.deepEqual(await new LastActs(folder).list('s'), []);
    }));

  it('are forgotten after thirty days', () =>
    inFolder(async (folder) => {
      const now = Date.parse('2026-11-25T10:00:00Z');
      const acts = new LastActs(folder);
      await acts.keep(
        's',
        new Map([
          [agent, first],
          [other, second],
        ]),
      );
      for (const [name, age] of [
        [`${first}-${agent}`, 30 * day + 1_000],
        [`${second}-${other}`, 30 * day - 1_000],
      ] as const) {
        await utimes(join(folder, 's', name), (now - age) / 1000, (now - age) / 1000);
      }
      await acts.tidy(now);
      assert.deepEqual(await acts.list('s'), [{ id: second, agentKey: other }]);
    }));
});

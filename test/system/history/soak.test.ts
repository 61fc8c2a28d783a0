import assert from 'node:assert/strict';
import { soakHistory } from '../../soak/historySoak.ts';

describe('history: killed processes', () => {
  it('lose and double nothing that was acknowledged (a short soak)', async function () {
    this.timeout(30_000);
    const seed = 20_261_122;
    const said: string[] = [];
    const result = await soakHistory(4, seed, (line) => said.push(line));
    const { acknowledged, attempts } = result;
    assert.ok(acknowledged > 0 && attempts > 0);
    const expected = { rounds: 4, kills: 12, acknowledged, attempts, lost: 0, beforeLost: 0, duplicated: 0, seed };
    assert.deepEqual(result, expected, said.join('\n'));
  });
});

import assert from 'node:assert/strict';
import { soakHistory } from '../../soak/historySoak.ts';

describe('history: killed processes', () => {
  it('lose and double nothing that was acknowledged (a short soak)', async function () {
    this.timeout(30_000);
    const seed = 20_261_122;
    const said: string[] = [];
    const result = await soakHistory(4, seed, (line) => said.push(line));
    assert.ok(result.acknowledged > 0);
    assert.deepEqual(result, { rounds: 4, kills: 12, acknowledged: result.acknowledged, lost: 0, duplicated: 0, seed }, said.join('\n'));
  });
});

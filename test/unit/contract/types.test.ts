import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractTypes } from '../../contract/contractTypes.ts';

describe('The contract', () => {
  it('has the types that are generated from it', async () => {
    const kept = readFileSync(join(__dirname, '../../contract/types.d.ts'), 'utf8').replaceAll('\r\n', '\n');
    assert.equal(kept, await contractTypes(), 'run: npx tsx test/contract/generateTypes.ts');
  });
});

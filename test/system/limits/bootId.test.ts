import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readBootId } from '../../../src/core/history/bootId.ts';

describe('the name of the machine’s start', () => {
  it('is what the system itself calls it, the same each time', async function () {
    if (process.platform !== 'linux') this.skip();
    const named = execFileSync('cat', ['/proc/sys/kernel/random/boot_id'], { encoding: 'utf8' }).trim();
    assert.equal(await readBootId(), named);
    assert.equal(await readBootId(), named);
  });

  it('is none elsewhere', async function () {
    if (process.platform === 'linux') this.skip();
    assert.equal(await readBootId(), undefined);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../support/root.ts';
import { bombs } from '../../support/images/bombs.ts';

/** Far more than they need, far less than they would take. */
const killedAfter = 60_000;
const heapMegabytes = 192;

describe('a file made to hold up whoever reads it', () => {
  let said: string[] = [];
  let errors = '';
  before(function () {
    this.timeout(killedAfter + 10_000);
    const script = join(root, 'test/support/images/readBombs.ts');
    const child = spawnSync(process.execPath, [`--max-old-space-size=${heapMegabytes}`, '--import', 'tsx', script], {
      cwd: root,
      encoding: 'utf8',
      timeout: killedAfter,
      killSignal: 'SIGKILL',
    });
    said = child.stdout.split('\n');
    errors = child.stderr;
  });

  for (const { name, verdict } of bombs) {
    it(`is ${verdict === 'shown' ? 'read' : 'refused'} in time and in little memory: ${name}`, () => {
      const line = said.find((each) => each.startsWith(`${name}: `));
      assert.equal(line, `${name}: ${verdict}`, errors);
    });
  }
});

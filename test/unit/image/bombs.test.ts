import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../support/root.ts';
import { bombs } from '../../support/images/bombs.ts';

/** Far more than they need, far less than they would take. Of the processor's time: the clock goes on while others compute. */
const processorSeconds = 60;
const heapMegabytes = 192;

/** The command that ends its program after so much of the processor's time, where the system has one. */
const limiting = process.platform === 'win32' ? [] : ['sh', '-c', `ulimit -t ${processorSeconds} && exec "$0" "$@"`];

describe('a file made to hold up whoever reads it', () => {
  let said: string[] = [];
  let errors = '';
  before(function () {
    // For a machine that has much else to do.
    this.timeout(20 * processorSeconds * 1000);
    const script = join(root, 'test/support/images/readBombs.ts');
    const [command, ...given] = [...limiting, process.execPath, `--max-old-space-size=${heapMegabytes}`, '--import', 'tsx', script];
    const child = spawnSync(command, given, { cwd: root, encoding: 'utf8' });
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

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClaimLog } from '../../../src/core/limits/claimLog.ts';
import { MachineCounter } from '../../../src/core/limits/machineCounter.ts';
import { serverAt } from '../../support/api/calls.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { hour, MachineClocks } from '../../support/limits/machineClocks.ts';

/** What may stand where a file should. */
const strangers: [string, (path: string) => unknown][] = [
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdir(path)],
  ['a link to a device without an end', (path) => symlink('/dev/zero', path)],
  ['a link to itself', (path) => symlink(path, path)],
  ['a file of three gigabytes', (path) => writeFile(path, '').then(() => truncate(path, 3e9))],
];

describe('the requests of all windows of a machine, where something else stands in a file’s place', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const request = { limits: { perMinute: 3, perHour: Infinity }, requests: 1, invited: false };
  const windowOf = (folder: string, clock: MachineClocks, warn: (line: string) => void = (line) => assert.fail(line)) =>
    new MachineCounter(serverAt('https://api.threetone.in'), {
      folder,
      clock,
      log: { warn },
      readBootId: () => Promise.resolve(clock.boot),
    });

  it('since an old file there cannot be cleared up, are counted together all the same', () =>
    inFolder(async (folder) => {
      const clock = new MachineClocks();
      const [one, other] = [windowOf(folder, clock), windowOf(folder, clock)];
      const clearUp = Object.getOwnPropertyDescriptor(ClaimLog.prototype, 'removeUnused') ?? assert.fail();
      Object.defineProperty(ClaimLog.prototype, 'removeUnused', { ...clearUp, value: () => Promise.reject(new Error('EACCES')) });
      try {
        const reached = [];
        for (const window of [one, one, other, other]) reached.push((await window.count(request))?.reason);
        assert.deepEqual(reached, [undefined, undefined, undefined, 'minuteLimit']);
      } finally {
        Object.defineProperty(ClaimLog.prototype, 'removeUnused', clearUp);
      }
    }));

  for (const [what, make] of strangers) {
    it(`since a file of theirs is ${what}, are counted in the next`, () =>
      inFolder(async (folder) => {
        const clock = new MachineClocks();
        /** How many of five requests may go out, each from a new window. */
        const goOut = async () => {
          let out = 0;
          for (let index = 0; index < 5; index++) if (!(await windowOf(folder, clock).count(request))) out += 1;
          return out;
        };
        await windowOf(folder, clock).count(request);
        const name = (await readdir(folder)).find((each) => each !== 'salt') ?? assert.fail('No file.');
        await rm(join(folder, name));
        await make(join(folder, name));
        await make(join(folder, 'another-key.0'));
        assert.equal(await goOut(), 3);
        clock.move(2 * hour);
        assert.equal(await goOut(), 3);
      }));

    it(`since the salt is ${what}, are counted all the same`, () =>
      inFolder(async (folder) => {
        await make(join(folder, 'salt'));
        const window = windowOf(folder, new MachineClocks(), () => undefined);
        for (let index = 0; index < 3; index++) assert.equal(await window.count(request), undefined);
        assert.equal((await window.count(request))?.reason, 'minuteLimit');
      }));
  }
});

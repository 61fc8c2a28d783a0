import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '../../../src/core/api/apiClient.ts';
import type { CountedRequest } from '../../../src/core/api/requestCounter.ts';
import { MachineCounter } from '../../../src/core/limits/machineCounter.ts';
import { key, serverAt } from '../../support/api/calls.ts';
import { hour, MachineClocks } from '../../support/limits/machineClocks.ts';

describe('the requests of all windows of a machine', () => {
  let home: string;
  let folder: string;
  let clock: MachineClocks;
  let warnings: string[];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'limits-'));
    folder = join(home, 'limits');
    clock = new MachineClocks();
    warnings = [];
  });
  afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

  const server = serverAt('https://api.threetone.in');
  /** One window’s counter: what it knows of the others it has from the disk. */
  const windowOf = (to: Server = server, where = folder) =>
    new MachineCounter(to, {
      folder: where,
      clock,
      log: { warn: (line) => warnings.push(line) },
      readBootId: () => Promise.resolve(clock.boot),
    });
  const requestWith = (limits: Partial<CountedRequest['limits']>, invited = false): CountedRequest => ({
    limits: { perMinute: Infinity, perHour: Infinity, ...limits },
    requests: 1,
    invited,
  });

  /** How many of so many requests may go out now, each from a new window. */
  async function goOut(count: number, limits: Partial<CountedRequest['limits']>, to = server): Promise<number> {
    let out = 0;
    for (let index = 0; index < count; index++) if (!(await windowOf(to).count(requestWith(limits)))) out += 1;
    return out;
  }

  it('are counted together, by the minute and by the hour, and through restarts of VS Code', async () => {
    const limits = { perMinute: 4, perHour: 6 };
    assert.equal(await goOut(6, limits), 4);
    assert.deepEqual(await windowOf().count(requestWith(limits)), { reason: 'minuteLimit', milliseconds: 61_000 });
    clock.move(61_000);
    assert.equal(await goOut(6, limits), 2);
    assert.deepEqual(await windowOf().count(requestWith(limits)), { reason: 'hourLimit', milliseconds: hour + 1_000 - 61_000 });
    clock.move(hour - 60_000);
    assert.equal(await goOut(9, limits), 4);
    assert.deepEqual(warnings, []);
  });

  it('go out two at a time or not at all, where they belong together', async () => {
    const limits = { perMinute: 5 };
    const two = { ...requestWith(limits), requests: 2 };
    assert.equal(await goOut(2, limits), 2);
    assert.equal(await windowOf().count(two), undefined);
    assert.deepEqual(await windowOf().count(two), { reason: 'minuteLimit', milliseconds: 61_000 });
    assert.equal(await goOut(2, limits), 1);
    clock.move(61_000);
    // A limit of one lets them out when nothing else was.
    assert.equal(await windowOf().count({ ...requestWith({ perMinute: 1 }), requests: 2 }), undefined);
    assert.equal(await goOut(1, { perMinute: 2 }), 0);
    assert.equal(await goOut(1, { perMinute: 3 }), 1);
  });

  it('are counted by key and server', async () => {
    const limits = { perMinute: 2 };
    const other: Server = { ...server, credential: { scheme: 'apiKey', secret: 'another-key' } };
    const elsewhere = serverAt('https://avatars.example');
    for (const each of [server, other, elsewhere]) assert.equal(await goOut(3, limits, each), 2);
  });

  it('count in any case when the server has invited them', async () => {
    const limits = { perMinute: 2 };
    await goOut(2, limits);
    assert.equal(await windowOf().count(requestWith(limits, true)), undefined);
    clock.move(61_000);
    assert.equal(await goOut(3, limits), 2);
  });

  for (const [which, boot] of [
    ['has a name', '4b1f8a2e-52a5-4a0f-9c39-000000000001'],
    ['has none', undefined],
  ] as const) {
    for (const up of [60_000, 30 * 24 * hour]) {
      it(`are counted alike when the wall clock is set, ${up / 60_000} minutes after a start that ${which}`, async () => {
        const limits = { perMinute: 2, perHour: 5 };
        Object.assign(clock, { boot, up });
        for (const set of [-hour, hour, 8 * 24 * hour, -400 * 24 * hour, 400 * 24 * hour]) {
          await goOut(2, limits);
          clock.wall += set;
          assert.equal((await windowOf().count(requestWith(limits)))?.reason, 'minuteLimit');
          clock.move(61_000);
          assert.equal(await goOut(5, limits), 2);
          clock.move(61_000);
          assert.equal(await goOut(5, limits), 1);
          clock.move(hour);
        }
        assert.deepEqual(warnings, []);
      });
    }

    it(`do not keep anybody waiting for an hour after the machine was off for a night, where its start ${which}`, async () => {
      const limits = { perHour: 2 };
      clock.boot = boot;
      assert.equal(await goOut(3, limits), 2);
      clock.boot = boot && '4b1f8a2e-52a5-4a0f-9c39-000000000002';
      clock.up = 60_000;
      clock.wall += 10 * hour;
      assert.equal(await goOut(3, limits), 2);
    });
  }

  it('count as long as the clock says after a restart, and no longer than the machine is up', async () => {
    const limits = { perHour: 2 };
    assert.equal(await goOut(3, limits), 2);
    clock.boot = '4b1f8a2e-52a5-4a0f-9c39-000000000002';
    Object.assign(clock, { up: 60_000, wall: clock.wall + 120_000 });
    assert.deepEqual(await windowOf().count(requestWith(limits)), { reason: 'hourLimit', milliseconds: hour + 1_000 - 120_000 });
    clock.wall -= 300 * hour;
    assert.deepEqual(await windowOf().count(requestWith(limits)), { reason: 'hourLimit', milliseconds: hour + 1_000 - 60_000 });
  });

  it('count for all when a window with other limits has looked through them', async () => {
    const limits = { perHour: 5 };
    const strict = windowOf();
    assert.equal(await strict.count(requestWith(limits)), undefined);
    assert.equal(await goOut(9, limits), 4);
    clock.move(62_000);
    // It has no hour, so that only the last minute matters to it.
    for (let index = 0; index < 3; index++) assert.equal(await windowOf().count(requestWith({ perMinute: 100 })), undefined);
    assert.equal((await windowOf().count(requestWith(limits)))?.reason, 'hourLimit');
    // Nor does the window itself forget what it has let out under other settings.
    assert.equal(await strict.count(requestWith({ perMinute: 100 })), undefined);
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    assert.equal(await strict.count(requestWith({ perHour: 2 })).then((reached) => reached?.reason), 'hourLimit');
  });

  it('stay no longer on disk than a week after a key was last used', async () => {
    const another: Server = { ...server, credential: { scheme: 'apiKey', secret: 'another-key' } };
    await goOut(1, { perHour: 5 }, another);
    const [unused] = (await readdir(folder)).filter((name) => name !== 'salt');
    const age = async () => {
      const longAgo = new Date(clock.wall - 8 * 24 * hour);
      await utimes(join(folder, unused!), longAgo, longAgo);
      await windowOf().count(requestWith({ perHour: 5 }));
      return (await readdir(folder)).includes(unused!);
    };
    assert.ok(await age(), 'it still counts: the clock was set');
    assert.equal(await goOut(9, { perHour: 5 }, another), 4);
    clock.move(2 * hour);
    assert.ok(await age(), 'it is closed first');
    assert.ok(!(await age()));
  });

  it('are in files that stay short, however many they are', async () => {
    const limits = { perHour: Infinity, perMinute: 1_000_000 };
    await goOut(1, limits);
    const first = (await readdir(folder)).find((name) => name !== 'salt')!;
    const line = (index: number) =>
      `+ 00000000-0000-4000-8000-${String(index).padStart(12, '0')} ${clock.up} ${clock.wall} ${clock.boot} 1\n`;
    await appendFile(join(folder, first), Array.from({ length: 11_000 }, (_, index) => line(index)).join(''));
    assert.equal(await goOut(3, limits), 3);
    assert.equal((await readdir(folder)).length, 3);
    assert.equal((await windowOf().count(requestWith({ perHour: 11_004 })))?.reason, 'hourLimit');
    assert.equal(await windowOf().count(requestWith({ perHour: 11_005 })), undefined);
  });

  it('take no more room than the limits let out', async () => {
    const limits = { perMinute: Infinity, perHour: 50 };
    const window = windowOf();
    let out = 0;
    for (let index = 0; index < 1_500; index++) {
      if (!(await window.count(requestWith(limits)))) out += 1;
      clock.move(60_000);
    }
    assert.ok(out > 1_100, `${out} went out.`);
    const files = (await readdir(folder)).filter((name) => name !== 'salt');
    assert.ok(files.length <= 3, files.join());
    for (const file of files) assert.ok((await stat(join(folder, file))).size < 20_000, file);
  }).timeout(60_000);

  it('touch the disk only when one goes out, and not where there is no limit to share', () => {
    windowOf();
    assert.ok(!existsSync(folder));
  });

  it('are written so that nobody reads the key from them, and nobody else reads them', async () => {
    await goOut(2, { perMinute: 2 });
    const there = join(home, 'another-machine');
    await windowOf(server, there).count(requestWith({ perMinute: 2 }));
    const names = await readdir(folder);
    assert.equal(names.length, 2);
    const hashes = ['sha1', 'sha256', 'sha512', 'md5'].flatMap((name) => {
      const digest = createHash(name).update(key).digest();
      return [digest.toString('hex').slice(0, 12), digest.toString('base64').slice(0, 12)];
    });
    for (const name of names) {
      const text = `${name} ${await readFile(join(folder, name), 'latin1')}`;
      for (const secret of [key, ...hashes]) assert.ok(!text.includes(secret), name);
      if (process.platform !== 'win32') assert.equal((await stat(join(folder, name))).mode & 0o777, 0o600, name);
    }
    if (process.platform !== 'win32') assert.equal((await stat(folder)).mode & 0o777, 0o700);
    // The same key has another name on another machine.
    assert.ok(!(await readdir(there)).some((name) => name !== 'salt' && names.includes(name)));
  });

  describe('where the state on disk is damaged', () => {
    const limits = { perMinute: 3 };
    const claims = async () => join(folder, (await readdir(folder)).find((name) => name !== 'salt') ?? assert.fail('No file.'));

    it('are counted anew with a new salt', async () => {
      await goOut(3, limits);
      for (const salt of [Buffer.alloc(0), randomBytes(5), randomBytes(5_000)]) {
        await writeFile(join(folder, 'salt'), salt);
        assert.equal(await goOut(5, limits), 3);
      }
      assert.deepEqual(warnings, []);
    });

    it('lose only the lines that are damaged', async () => {
      await goOut(3, limits);
      const path = await claims();
      const lines = (await readFile(path, 'utf8')).split('\n');
      const broken = lines.map((line, index) => (index === 1 ? line.slice(0, 20) : line)).join('\n');
      for (const rest of ['', '+ ', '\n- 5\n# close', `\n${'9'.repeat(4_000)}`, randomBytes(3_000).toString('latin1')]) {
        await writeFile(path, broken + rest);
        assert.equal(await goOut(3, limits), 1, JSON.stringify(rest.slice(0, 20)));
      }
      assert.deepEqual(warnings, []);
    });

    it('are not held up by times that cannot be', async () => {
      await goOut(1, limits);
      const path = await claims();
      const id = '00000000-0000-4000-8000-00000000000';
      const lines = ['999999999999999 999999999999999 -', '0 0 -', '999999999999999 0 -'].map(
        (rest, index) => `\n+ ${id}${index} ${rest}\n`,
      );
      await writeFile(path, lines.join(''));
      assert.equal(await goOut(5, limits), 3);
    });

    it('are not held up by a file that is far too long', async () => {
      await goOut(3, limits);
      await writeFile(await claims(), Buffer.alloc(5_000_000, '+ x\n'));
      assert.equal(await goOut(5, limits), 3);
      assert.equal((await readdir(folder)).length, 2);
      assert.deepEqual(warnings, []);
    });
  });

  describe('where nothing can be kept', () => {
    const limits = { perMinute: 2 };
    const obstacles: [string, () => Promise<unknown>][] = [
      ['the folder is a file', () => writeFile(folder, '')],
      ['the salt is a folder', () => mkdir(join(folder, 'salt'), { recursive: true })],
    ];
    for (const [what, make] of obstacles) {
      it(`since ${what}, are counted by each window, which the log says once`, async () => {
        await make();
        const window = windowOf();
        const reached = [];
        for (let index = 0; index < 3; index++) reached.push(await window.count(requestWith(limits)));
        assert.deepEqual(reached, [undefined, undefined, { reason: 'minuteLimit', milliseconds: 61_000 }]);
        assert.equal(warnings.length, 1);
        assert.match(warnings[0] ?? '', /^The request limits cannot be shared with other windows \(E[A-Z]+\)\.$/);
      });
    }

    it('any more, do not forget what this window has let out before', async () => {
      const window = windowOf();
      await window.count(requestWith(limits));
      await rm(folder, { recursive: true });
      await writeFile(folder, '');
      await window.count(requestWith(limits));
      assert.equal((await window.count(requestWith(limits)))?.reason, 'minuteLimit');
    });
  });
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Claim, ClaimLog } from '../../../src/core/limits/claimLog.ts';
import { keyNameOf } from '../../../src/core/limits/keyName.ts';
import { serverAt } from '../../support/api/calls.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';

const boot = '4b1f8a2e-52a5-4a0f-9c39-000000000001';
const [first, second, third] = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`) as [string, string, string];
const claimed = [{ id: first, uptime: 5, wallTime: 7, boot, requests: 1 }];
const line = (id: string) => `+ ${id} 5 7 ${boot} 1`;
const day = 24 * 3_600_000;

describe('the log of claims', () => {
  const logIn = (folder: string) => new ClaimLog(folder, 'key');
  /** What is read of a file with these lines. */
  const readLines = (...lines: readonly string[]) =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'key.0'), lines.map((each) => `${each}\n`).join(''));
      const [generation] = await logIn(folder).read();
      return generation!;
    });

  it('gives back what was written, whole milliseconds only', () =>
    inFolder(async (folder) => {
      const log = logIn(folder);
      const two = { id: second, uptime: 5.9, wallTime: 7.2, boot: undefined, requests: 2 };
      assert.ok(await log.claim(0, [two, ...claimed], true));
      assert.ok(await log.claim(0, [{ ...two, id: third, boot }], false));
      const claims = new Map<string, Claim>([
        [second, { uptime: 5, wallTime: 7, boot: undefined, requests: 2 }],
        [first, { uptime: 5, wallTime: 7, boot, requests: 1 }],
        [third, { uptime: 5, wallTime: 7, boot, requests: 2 }],
      ]);
      assert.deepEqual(await log.read(), [{ number: 0, isClosed: false, isLong: false, claims }]);
      await log.voidClaims(0, [first, second]);
      assert.deepEqual([...(await log.read())[0]!.claims.keys()], [third]);
    }));

  it('closes a file, and lets nobody claim where there is none', () =>
    inFolder(async (folder) => {
      const log = logIn(folder);
      assert.equal(await log.claim(0, claimed, false), false);
      await log.close(0);
      await log.voidClaims(0, [first]);
      assert.deepEqual(await readdir(folder), []);
      await log.claim(0, claimed, true);
      await log.close(0);
      await log.claim(0, [{ ...claimed[0]!, id: second }], false);
      const [generation] = await log.read();
      assert.deepEqual([generation?.isClosed, generation?.claims.size], [true, 1]);
      await log.remove(0);
      assert.deepEqual(await log.read(), []);
    }));

  it('has its folder made for it, for nobody else to look into', () =>
    inFolder(async (home) => {
      const folder = join(home, 'a', 'b');
      assert.deepEqual(await logIn(folder).read(), []);
      assert.ok(await logIn(folder).claim(0, claimed, true));
      assert.deepEqual(await readdir(folder), ['key.0']);
    }));

  it('reads its own files, in the order of their numbers', () =>
    inFolder(async (folder) => {
      for (const name of ['key.10', 'key.9', 'key.100', 'other.1', 'my key.2', 'key.2.tmp', 'key.', 'key.0123456789', 'salt']) {
        await writeFile(join(folder, name), '');
      }
      const read = await logIn(folder).read();
      assert.deepEqual(
        read.map(({ number }) => number),
        [9, 10, 100],
      );
    }));

  const lines: readonly (readonly [what: string, lines: readonly string[], claims: readonly string[], isClosed?: boolean])[] = [
    ['claims, in their order', [line(second), '', line(first)], [second, first]],
    ['a claim that is void', [line(first), line(second), `- ${first}`], [second]],
    ['a claim that is void, in a closed file', [line(first), line(second), '# closed', `- ${first}`], [second], true],
    ['a claim behind the closing line', [line(first), '# closed', line(second)], [first], true],
    ['a claim that says nothing of itself', [`+ ${first}`, line(second)], [second]],
    ['a line that a full disk has cut', [line(first).slice(0, -4), line(second)], [second]],
    ['a line that goes on', [`${line(first)} more`, line(second)], [second]],
    ['a line that begins with something else', [`x${line(first)}`, line(second)], [second]],
    ['another sign', [line(first).replace('+', '*'), line(second)], [second]],
    ['no requests', [line(first).replace(/1$/, '0'), line(second)], [second]],
    ['something like a closing line', ['# closed?', line(first)], [first]],
  ];
  for (const [what, written, claims, isClosed = false] of lines) {
    it(`reads ${what}`, async () => {
      const generation = await readLines(...written);
      assert.deepEqual([...generation.claims.keys()], claims);
      assert.equal(generation.isClosed, isClosed);
    });
  }

  it('takes no last line for whole that has no end', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'key.0'), `${line(first)}\n${line(second)}`);
      assert.deepEqual([...(await logIn(folder).read())[0]!.claims.keys()], [first]);
    }));

  it('knows a long file', async () => {
    assert.equal((await readLines(' '.repeat(999_999))).isLong, false);
    assert.equal((await readLines(' '.repeat(1_000_000))).isLong, true);
  });

  describe('that nobody uses any more', () => {
    const now = Date.parse('2026-11-25T10:00:00Z');
    const old = (claim: { readonly wallTime: number }) => claim.wallTime === 7;
    const young = line(third).replace(' 7 ', ' 8 ');

    /** What is left of files that are so old. */
    const leftOf = (files: Readonly<Record<string, readonly string[]>>, age: number) =>
      inFolder(async (folder) => {
        for (const [name, written] of Object.entries(files)) {
          await writeFile(join(folder, name), written.map((each) => `${each}\n`).join(''));
          await utimes(join(folder, name), (now - age) / 1000, (now - age) / 1000);
        }
        await mkdir(join(folder, 'folder.0'));
        await logIn(folder).removeUnused(now, old);
        const left: Record<string, string[]> = {};
        for (const name of (await readdir(folder)).filter((each) => each !== 'folder.0')) {
          left[name] = (await readFile(join(folder, name), 'utf8')).split('\n').filter((each) => each !== '');
        }
        return left;
      });

    it('is closed first, and removed when it is old again', async () => {
      const files = { 'a.0': [line(first)], 'b.0': [line(first), '# closed'], 'c.3': [] };
      assert.deepEqual(await leftOf(files, 7 * day + 1_000), { 'a.0': [line(first), '# closed'], 'c.3': ['# closed'] });
    });
    it('stays while it is young', async () => {
      const files = { 'a.0': [line(first)], 'b.0': ['# closed'], 'salt.half-written': [] };
      assert.deepEqual(await leftOf(files, 7 * day - 1_000), files);
    });
    it('stays as long as one of its claims counts', async () => {
      const files = { 'a.0': [line(first), young], 'b.0': [line(first), young, '# closed'] };
      assert.deepEqual(await leftOf(files, 30 * day), files);
    });
    it('leaves nothing half written behind, but for the salt', async () => {
      assert.deepEqual(await leftOf({ salt: ['bytes'], 'salt.half-written': [], something: [] }, 30 * day), { salt: ['bytes'] });
    });
  });
});

describe('the name of a key', () => {
  const server = serverAt('https://api.threetone.in');
  it('has 16 digits, the same for all processes of a machine, and other ones elsewhere', () =>
    inFolder(async (home) => {
      const [here, there] = [join(home, 'here'), join(home, 'there')];
      const name = await keyNameOf(server, here);
      assert.match(name, /^[0-9a-f]{16}$/);
      assert.equal(await keyNameOf(server, here), name);
      assert.notEqual(await keyNameOf(server, there), name);
      const other = { ...server, credential: { ...server.credential, scheme: 'bearer' as const } };
      assert.notEqual(await keyNameOf(other, here), name);
    }));

  it('is one, however many ask for it first', () =>
    inFolder(async (folder) => {
      const names = await Promise.all(Array.from({ length: 20 }, () => keyNameOf(server, folder)));
      assert.equal(new Set(names).size, 1);
      assert.deepEqual(await readdir(folder), ['salt']);
    }));

  it('is another where the salt is damaged', () =>
    inFolder(async (folder) => {
      const name = await keyNameOf(server, folder);
      await writeFile(join(folder, 'salt'), 'short');
      const other = await keyNameOf(server, folder);
      assert.notEqual(other, name);
      assert.equal(await keyNameOf(server, folder), other);
    }));
});

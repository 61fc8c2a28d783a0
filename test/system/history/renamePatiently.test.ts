import assert from 'node:assert/strict';
import { removePatiently, renamePatiently } from '../../../src/core/history/atomicFile.ts';

/** A renaming that fails in the given ways, one after the other, and then succeeds. */
function failing(...codes: string[]) {
  const tries: string[] = [];
  const rename = (from: string, to: string) => {
    tries.push(`${from} → ${to}`);
    const code = codes.shift();
    return code === undefined ? Promise.resolve() : Promise.reject(Object.assign(new Error(code), { code }));
  };
  return { rename, tries };
}

describe('renamePatiently', () => {
  for (const code of ['EPERM', 'EBUSY', 'EACCES']) {
    it(`tries again while a scanner holds the file (${code})`, async () => {
      const { rename, tries } = failing(code, code);
      await renamePatiently('a', 'b', rename);
      assert.deepEqual(tries, ['a → b', 'a → b', 'a → b']);
    });
  }

  it('does not try again what no waiting mends', async () => {
    const { rename, tries } = failing('ENOSPC');
    await assert.rejects(renamePatiently('a', 'b', rename), { code: 'ENOSPC' });
    assert.equal(tries.length, 1);
  });

  it('gives up in the end, with what the file system said', async () => {
    const { rename, tries } = failing(...Array.from({ length: 50 }, () => 'EACCES'));
    await assert.rejects(renamePatiently('a', 'b', rename), { code: 'EACCES' });
    assert.ok(tries.length > 3 && tries.length < 20, String(tries.length));
  });
});

describe('removePatiently', () => {
  for (const code of ['EPERM', 'EBUSY', 'EACCES', 'ENOTEMPTY']) {
    it(`tries again while a scanner holds the file (${code})`, async () => {
      const { rename, tries } = failing(code, code);
      await removePatiently('a', (path) => rename(path, 'nothing'));
      assert.equal(tries.length, 3);
    });
  }

  it('does not try again what no waiting mends', async () => {
    const { rename, tries } = failing('EIO');
    await assert.rejects(
      removePatiently('a', (path) => rename(path, 'nothing')),
      { code: 'EIO' },
    );
    assert.equal(tries.length, 1);
  });
});

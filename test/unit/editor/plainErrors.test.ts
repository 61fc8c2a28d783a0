import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { withPlainErrors } from '../../../src/extension/editor/plainErrors.ts';

describe('withPlainErrors', () => {
  const logged: unknown[] = [];
  const log = { error: (...given: unknown[]) => void logged.push(given.at(-1)) };
  beforeEach(() => (logged.length = 0));

  it('gives what the act gives, and logs nothing', async () => {
    assert.equal(await withPlainErrors((one: number, two: number) => one + two, log)(1, 2), 3);
    assert.equal(await withPlainErrors(() => Promise.resolve('later'), log)(), 'later');
    assert.deepEqual(logged, []);
  });

  it('throws on what Node says of a file with a hostile name, as plain text', async () => {
    const read = withPlainErrors(() => readFile('[open](command:x)\u202egnp.png'), log);
    await assert.rejects(read(), (error: Error) => {
      assert.equal(error.message, "ENOENT: no such file or directory, open '[open] (command:x)gnp.png'");
      assert.equal(error.cause, logged[0]);
      return true;
    });
  });

  it('takes whatever is thrown, at once or later', async () => {
    for (const thrown of ['[a](file:x)', 7, undefined]) {
      await assert.rejects(
        withPlainErrors(() => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- other people's code throws anything
          throw thrown;
        }, log)(),
        (error: Error) => error.message === String(thrown).replace('](', '] ('),
      );
    }
    assert.equal(logged.length, 3);
  });
});

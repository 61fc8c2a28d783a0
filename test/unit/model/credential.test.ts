import assert from 'node:assert/strict';
import { parseSecret } from '../../../src/core/model/credential.ts';

describe('parseSecret', () => {
  it('drops white space around a key', () => assert.deepEqual(parseSecret('  sk_1\r\n'), { secret: 'sk_1' }));
  it('takes a dashboard token', () => assert.deepEqual(parseSecret('aaa.bbb-_.ccc='), { secret: 'aaa.bbb-_.ccc=' }));

  it('takes as long a token as a header may be', () => assert.ok('secret' in parseSecret('a'.repeat(8192))));

  const refused: [string, string][] = [
    ['', 'empty'],
    [' \n', 'empty'],
    ['a b', 'notAHeaderValue'],
    ['a\r\nx-evil: 1', 'notAHeaderValue'],
    ['schlüssel', 'notAHeaderValue'],
    ['a\u0000', 'notAHeaderValue'],
    ['“sk_1”', 'notAHeaderValue'],
    ['a'.repeat(8193), 'tooLong'],
  ];
  for (const [text, problem] of refused) {
    it(`refuses ${JSON.stringify(text).slice(0, 30)} as ${problem}`, () => assert.deepEqual(parseSecret(text), { problem }));
  }
});

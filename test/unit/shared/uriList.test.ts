import assert from 'node:assert/strict';
import { parseUriList } from '../../../src/shared/uriList.ts';

describe('parseUriList', () => {
  const cases: [string, string, string[]][] = [
    ['one file', 'file:///a/b.png', ['file:///a/b.png']],
    ['lines that end in CR LF', 'file:///a.png\r\nfile:///b.png\r\n', ['file:///a.png', 'file:///b.png']],
    ['other schemes', 'vscode-remote://ssh-remote%2Bhost/a.png', ['vscode-remote://ssh-remote%2Bhost/a.png']],
    ['white space around', '  file:///a.png \n', ['file:///a.png']],
    ['comments', '# a list\r\nfile:///a.png', ['file:///a.png']],
    ['one file twice', 'file:///a.png\r\nfile:///a.png', ['file:///a.png']],
    ['what is no Uri', '/a/b.png\nhello', []],
    ['nothing', '', []],
  ];
  for (const [what, text, uris] of cases) it(`reads ${what}`, () => assert.deepEqual(parseUriList(text), uris));
});

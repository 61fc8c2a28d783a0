import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plainText } from '../../src/core/base/plainText.ts';
import { Random } from '../support/random.ts';
import { ensureBuild } from '../support/vscode/builds.ts';
import { linksOfVSCode } from '../support/words/links.ts';
import { usualBuild } from './window.ts';

describe(`what VS Code (${usualBuild}) takes for a link`, () => {
  let pattern: RegExp;

  before(async function () {
    this.timeout(600_000);
    const { serverMain } = await ensureBuild(usualBuild, console.log);
    const workbench = readFileSync(join(dirname(serverMain), 'vs', 'code', 'browser', 'workbench', 'workbench.js'), 'utf8');
    const [found, ...others] = workbench.matchAll(/=\/(\\\[[^\n]{1,100}?command:\|file:[^\n]{1,100}?)\/gi[;,]/g);
    assert.ok(found?.[1] !== undefined && others.length === 0, 'the one pattern of its messages is found');
    pattern = new RegExp(found[1], 'gi');
  });

  const pieces: [string, ...string[]] = [
    '[',
    ']',
    '](',
    '(',
    ')',
    'a',
    ' ',
    '"',
    "'",
    ' "b")',
    " 'b')",
    '[a](command:b',
    '[a](https://b',
    '[a](file:b',
    '[a](FILE:b',
    '[a]',
    '(command:b)',
    'command:',
    'https://',
    'http:',
    'vscode:',
    '\u200b',
    '\u202e',
    '\n',
  ];
  const random = new Random(12);
  const texts = Array.from({ length: 50_000 }, () => Array.from({ length: 1 + random.below(8) }, () => random.of(pieces)).join(''));
  const links = (text: string) => Array.from(text.matchAll(pattern), ([link]) => link);

  it('is what the unit tests take for one', () => {
    assert.ok(texts.filter((text) => links(text).length > 0).length > 1_000);
    for (const text of texts) assert.deepEqual(linksOfVSCode(text), links(text), JSON.stringify(text));
  });

  it('is in no plain text', () => {
    for (const text of texts) assert.deepEqual(links(plainText(text)), [], JSON.stringify(text));
  });
});

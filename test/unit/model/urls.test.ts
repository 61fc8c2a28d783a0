import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBaseUrl } from '../../../src/core/model/baseUrl.ts';
import { parsePublicUrl } from '../../../src/core/model/publicUrl.ts';
import { root } from '../../support/root.ts';

describe('parseBaseUrl', () => {
  const accepted: [string, string, string][] = [
    ['https://api.threetone.in', 'https://api.threetone.in', 'https://api.threetone.in'],
    ['https://API.threetone.in/', 'https://api.threetone.in', 'https://api.threetone.in'],
    ['\u00a0https://api.threetone.in\u3000', 'https://api.threetone.in', 'https://api.threetone.in'],
    ['http://127.12.0.53:1', 'http://127.12.0.53:1', 'http://127.12.0.53:1'],
    [' https://proxy.example/threetone// ', 'https://proxy.example', 'https://proxy.example/threetone'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:1', 'http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:1', 'http://[::1]:1', 'http://[::1]:1'],
  ];
  for (const [text, origin, href] of accepted) {
    it(`takes ${text}`, () => assert.deepEqual(parseBaseUrl(text), { ok: true, value: { origin, href, host: new URL(origin).host } }));
  }

  const refused: [unknown, string][] = [
    [undefined, 'notAUrl'],
    ['api.threetone.in', 'notAUrl'],
    ['', 'notAUrl'],
    ['ftp://api.threetone.in', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://api.threetone.in', 'insecure'],
    ['http://127.0.0.1.example.org', 'insecure'],
    ['http://localhost.example.org', 'insecure'],
    ['http://10.0.0.1', 'insecure'],
    ['https://user:secret@api.threetone.in', 'credentials'],
    ['https://user@api.threetone.in', 'credentials'],
    ['https://:secret@api.threetone.in', 'credentials'],
    ['https://api.threetone.in?', 'queryOrFragment'],
    ['https://api.threetone.in/?x=1', 'queryOrFragment'],
    ['https://api.threetone.in/#x', 'queryOrFragment'],
  ];
  for (const [text, reason] of refused) {
    it(`refuses ${String(text)} as ${reason}`, () =>
      assert.deepEqual(parseBaseUrl(text), { ok: false, failure: { kind: 'baseUrlInvalid', reason } }));
  }

  it('agrees with the settings editor, which knows a pattern alone', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { pattern?: string }> } };
    };
    const { pattern } = contributes.configuration.properties['threetoneAvatars.baseUrl'] ?? {};
    assert.ok(pattern);
    const taken = (text: string) => new RegExp(pattern, 'u').test(text);
    for (const [text] of accepted) assert.ok(taken(text.trim()), text);
    for (const [text] of refused) assert.ok(!taken(String(text)), String(text));
  });
});

describe('parsePublicUrl', () => {
  it('takes https', () => assert.equal(parsePublicUrl('https://cdn.example/a.png?v=1'), 'https://cdn.example/a.png?v=1'));
  it('takes http on this machine', () => assert.equal(parsePublicUrl('http://127.0.0.1:9/a.png'), 'http://127.0.0.1:9/a.png'));
  it('takes the longest that a browser opens', () => {
    const longest = 'https://cdn.example/'.padEnd(2048, 'a');
    assert.equal(parsePublicUrl(longest), longest);
  });
  it('normalises what could not be shown as it is', () =>
    assert.equal(parsePublicUrl('https://cdn.example/"><script>'), 'https://cdn.example/%22%3E%3Cscript%3E'));

  const refused = [
    'http://cdn.example/a.png',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'vscode://command/x',
    'https://user:secret@cdn.example/a.png',
    '/a.png',
    '',
    'ftp://127.0.0.1/a.png',
    'https://user@cdn.example/a.png',
    'https://:secret@cdn.example/a.png',
    'https://cdn.example/'.padEnd(2049, 'a'),
    `https://cdn.example/${'é'.repeat(400)}`,
    `https://cdn.example/${'./'.repeat(1100)}a.png`,
  ];
  for (const text of refused) it(`refuses ${text.slice(0, 40)}`, () => assert.equal(parsePublicUrl(text), undefined));
});

import assert from 'node:assert/strict';
import { Bytes, DamagedImage, TooComplexImage } from '../../../src/core/image/bytes.ts';
import { Pace } from '../../../src/core/image/pace.ts';
import { withEntities } from '../../../src/core/image/xmlEntities.ts';
import { decodeXml } from '../../../src/core/image/xmlText.ts';

const document = (declarations: string, body: string) => `<!DOCTYPE svg [${declarations}]><svg>${body}</svg>`;
const valueOf = (property: PropertyDescriptor | undefined): unknown => property?.get?.();

/** What the entities of a document stand for. */
async function valuesIn(text: string, pace = new Pace()): Promise<Record<string, unknown>> {
  const { entities } = await withEntities(text, pace);
  return Object.fromEntries(Object.entries(entities).map(([name, property]) => [name, valueOf(property)]));
}

describe('the entities of a drawing', () => {
  const declared: readonly (readonly [what: string, declarations: string, values: Record<string, string>])[] = [
    ['in double and in single quotes', `<!ENTITY a "1"><!ENTITY b '2'>`, { a: '1', b: '2' }],
    ['with the other quotes inside', `<!ENTITY a "it's">`, { a: `it's` }],
    ['over several lines', '<!ENTITY\n a\n "1"\n >', { a: '1' }],
    ['that are empty', '<!ENTITY a "">', { a: '' }],
    ['twice, of which the first counts', '<!ENTITY a "1"><!ENTITY a "2">', { a: '1' }],
    ['with others in them, declared in any order', '<!ENTITY a "1&b;1"><!ENTITY b "2">', { a: '121', b: '2' }],
    ['with one in them that nobody declares', '<!ENTITY a "1&x;&#65;">', { a: '1&x;&#65;' }],
    ['beside others in comments', '<!-- <!ENTITY a "1"> --><!ENTITY b "2">', { b: '2' }],
    ['and no parameter', '<!ENTITY % p "1"><!ENTITY b "2">', { b: '2' }],
    ['and none from another file', '<!ENTITY a SYSTEM "a.txt"><!ENTITY b "2">', { b: '2' }],
  ];
  for (const [what, declarations, values] of declared) {
    it(`are declared ${what}`, async () => assert.deepEqual(await valuesIn(document(declarations, '')), values));
  }

  const undeclared = [
    '<svg>&a;</svg>',
    '<svg><!-- <!DOCTYPE svg [<!ENTITY a "1">]> --></svg>',
    '<!-- <!DOCTYPE svg [<!ENTITY a "1">]> --><svg/>',
    '<!DOCTYPE svg><svg><!-- [<!ENTITY a "1">] --></svg>',
    `<!DOCTYPE svg "<!ENTITY a '1'>"><svg/>`,
    `<!--${' '.repeat(100_000)}-->${document('<!ENTITY a "1">', '')}`,
  ];
  for (const text of undeclared) {
    it(`are declared nowhere else: ${text.slice(0, 70)}`, async () =>
      assert.deepEqual(await withEntities(text, new Pace()), { whole: text, entities: {} }));
  }

  it('are left to the parser where they have no elements in them', async () => {
    const text = document('<!ENTITY a "1">', '&a;');
    assert.equal((await withEntities(text, new Pace())).whole, text);
  });

  it('are put in their places where they have, and only behind the declarations', async () => {
    const declarations = `<!ENTITY dot "<circle/>"><!ENTITY two "&dot;&dot;"><!ENTITY a "1">`;
    const { whole } = await withEntities(document(declarations, '&dot;x&a;&two;&lt;&#65;y'), new Pace());
    assert.equal(whole, document(declarations, '<circle/>x&a;<circle/><circle/>&lt;&#65;y'));
  });

  it('may not stand for themselves', async () => {
    await assert.rejects(valuesIn(document('<!ENTITY a "&b;"><!ENTITY b "&a;">', '')), DamagedImage);
  });

  it('may be nested as deep as nobody does, and no deeper', async () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) => `<!ENTITY e${at} "${at + 1 < length ? `&e${at + 1};` : 'end'}">`).join('');
    assert.equal((await valuesIn(document(chain(500), '')))['e0'], 'end');
    await assert.rejects(valuesIn(document(chain(501), '')), TooComplexImage);
  });

  it('stand for so much text and no more, all in all', async () => {
    const { entities } = await withEntities(document(`<!ENTITY a "${'x'.repeat(40_000)}">`, ''), new Pace());
    for (let uses = 0; uses < 100; uses++) valueOf(entities['a']);
    assert.throws(() => valueOf(entities['a']), TooComplexImage);
  });

  it('share what may be read with all drawings inside', async () => {
    const pace = new Pace();
    pace.budget.spend(99_999_990);
    await assert.rejects(valuesIn(document(`<!ENTITY a "eleven char">`, ''), pace), TooComplexImage);
  });
});

describe('a drawing’s text', () => {
  const long = 'é'.repeat(700_000);
  for (const [what, bytes] of [
    ['UTF-8', Buffer.from(long)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${long}`)],
    ['UTF-8 with a character over the edge of what is read at once', Buffer.from(` ${long}`)],
    ['UTF-16', Buffer.from(`\ufeff${long}`, 'utf16le')],
  ] as const) {
    it(`is read as ${what}`, async () => assert.equal((await decodeXml(new Bytes(bytes), new Pace()))?.trim(), long));
  }
  for (const bytes of [[0xe9], [0xc3], [0x20, 0xff], [0xff, 0xfe, 0x20]]) {
    it(`is none: ${bytes.join(' ')}`, async () => assert.equal(await decodeXml(new Bytes(Buffer.from(bytes)), new Pace()), undefined));
  }
});

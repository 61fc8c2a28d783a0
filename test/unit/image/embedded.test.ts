import assert from 'node:assert/strict';
import type { SaxesAttributeNS } from 'saxes';
import { Pace } from '../../../src/core/image/pace.ts';
import { drawnAttributes } from '../../../src/core/image/svgAttributes.ts';
import { dataIn } from '../../../src/core/image/svgEmbedded.ts';

const pace = () => new Pace();

describe('the bytes in an address', () => {
  const every = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const addresses = [
    'data:,plain',
    'data:image/svg+xml,%3Csvg%3E 1 & 2',
    `data:image/png,${every}`,
    `data:image/png,${every.toUpperCase()}`,
    'data:text/plain,100% %4 %G0 %0G %:0 %/0 %@0 %`0 %g0 %0: %',
    'data:text/plain,é',
    'data:image/png;base64,AAEC/w==',
    'data:image/png;charset=x;base64,AAEC',
    'data:image/png ; base64 ,AAEC',
    'data:;base64,AAEC',
    'data:,',
  ];
  for (const href of addresses) {
    it(`are those that Node’s own fetch finds: ${href.slice(0, 50)}`, async () => {
      const expected = Buffer.from(await (await fetch(href)).arrayBuffer());
      assert.deepEqual(await dataIn(href, pace()), expected);
    });
  }

  it('may have space before it, as in an attribute', async () => assert.equal((await dataIn('\n data:,a', pace()))?.toString(), 'a'));
  for (const href of ['https://a.example/a.png', '#a', 'data:image/png', 'a data:,b']) {
    it(`are none where it is somewhere else: ${href}`, async () => assert.equal(await dataIn(href, pace()), undefined));
  }
});

describe('the attributes that say how an element is drawn', () => {
  const [none, xlink, other] = ['', 'http://www.w3.org/1999/xlink', 'http://example.com'];
  const drawn = (...attributes: [uri: string, local: string, value: string][]) =>
    Object.fromEntries(drawnAttributes(attributes.map(([uri, local, value]) => ({ uri, local, value }) as SaxesAttributeNS)));

  it('are those without a prefix', () => assert.deepEqual(drawn([none, 'x', '1'], [other, 'y', '2']), { x: '1' }));
  it('are those of links too', () => assert.deepEqual(drawn([xlink, 'href', '#a']), { href: '#a' }));
  it('are the plain ones, where both are there in any order', () => {
    assert.deepEqual(drawn([xlink, 'href', '#a'], [none, 'href', '#b']), { href: '#b' });
    assert.deepEqual(drawn([none, 'href', '#b'], [xlink, 'href', '#a']), { href: '#b' });
  });
});

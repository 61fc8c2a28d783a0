import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress, leadsInside, publicLookup, reachOf } from '../../../src/core/api/http/publicAddress.ts';

const api = 'https://api.threetone.in';

/** Resolves every name to these addresses. */
const resolvingTo =
  (...addresses: string[]): LookupFunction =>
  (_, options, callback) => {
    assert.equal(options.all, true);
    const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (found.length > 0) callback(null, found);
    else callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
  };

describe('an address', () => {
  const publics = [
    '1.1.1.1',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '192.169.0.1',
    '2606:2800:220:1::1',
    '2a00::1',
    '64:ff9b::5db8:d822',
    '::ffff:93.184.216.34',
  ];
  for (const address of publics) it(`${address} is public`, () => assert.ok(isPublicAddress(address)));

  const privates = [
    ['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
    ['192.0.0.1', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:10.0.0.1', '::ffff:169.254.169.254'],
    [
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '100::1',
      '2001:db8::1',
      '2001::1',
      '2002:7f00:1::',
      '3fff::1',
    ],
    ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '4000::1', '::ffff:0:127.0.0.1'],
    // What is no address is not public either.
    ['', 'localhost', '1.1.1', '01.1.1.1', '1.1.1.1.', 'x', '[::1]', '999.1.1.1', '2606:2800:220:1::1%eth0'],
  ].flat();
  for (const address of privates) it(`${address || '(nothing)'} is not public`, () => assert.ok(!isPublicAddress(address)));
});

describe('what a server may name', () => {
  // Every way to write an address that the URL parser, which is the platform’s, takes for one.
  const inside = [
    'http://127.0.0.1/a.png',
    'https://127.0.0.1/a.png',
    'https://127.1/a.png',
    'https://2130706433/a.png',
    'https://0x7f000001/a.png',
    'https://0x7f.1/a.png',
    'https://0177.0.0.1/a.png',
    'https://127.0.0.1./a.png',
    'https://１２７.0.0.1/a.png',
    'https://[::1]/a.png',
    'https://[::ffff:127.0.0.1]/a.png',
    'https://[::ffff:7f00:1]/a.png',
    'https://[0:0:0:0:0:ffff:c0a8:0101]/a.png',
    'https://[fe80::1]/a.png',
    'https://[fd00::1]/a.png',
    'https://[64:ff9b::a00:1]/a.png',
    'https://localhost/a.png',
    'https://LOCALHOST./a.png',
    'https://a.localhost:8443/a.png',
    'https://10.0.0.1/a.png',
    'https://012.1/a.png',
    'https://192.168.0.1:8443/a.png',
    'https://172.16.1.1/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://0/a.png',
  ];
  for (const url of inside) {
    it(`for an avatar is not ${url}, when it is one of the internet`, () => assert.equal(reachOf(new URL(url), api, true), 'none'));
    it(`for an avatar may be ${url}, when it is this machine’s own`, () => {
      for (const own of ['http://localhost:8000', 'http://127.0.0.1:8000', 'https://[::1]'])
        assert.equal(reachOf(new URL(url), own, true), 'any');
    });
  }

  it('for an avatar may be any public address, which is looked at when connecting', () => {
    for (const url of [
      'https://cdn.threetone.in/a.png',
      'https://93.184.216.34/a.png',
      'https://localhost.example/a.png',
      'https://10.example/a.png',
    ]) {
      assert.equal(reachOf(new URL(url), api, true), 'public', url);
    }
  });

  it('for an avatar may be its own address, wherever that is, when its certificate shows that it is', () => {
    const own = 'https://avatars.corp.example:8443/a.png';
    assert.equal(reachOf(new URL(own), 'https://avatars.corp.example', true), 'any');
    assert.equal(reachOf(new URL(own), 'https://avatars.corp.example', false), 'public');
    assert.equal(reachOf(new URL('https://10.0.0.5/a.png'), 'https://10.0.0.5:8443', false), 'any');
    assert.equal(reachOf(new URL('https://10.0.0.6/a.png'), 'https://10.0.0.5:8443', true), 'none');
    assert.equal(reachOf(new URL('https://corp.example/a.png'), 'https://avatars.corp.example', true), 'public');
  });

  it('leads inside when its name is resolved to a private address, were it only one of several', async () => {
    const url = new URL('https://cdn.threetone.in/a.png');
    assert.equal(await leadsInside(url, api, resolvingTo('93.184.216.34', '2606:2800:220:1::1')), false);
    assert.equal(await leadsInside(url, api, resolvingTo('93.184.216.34', '192.168.1.1')), true);
    assert.equal(await leadsInside(url, api, resolvingTo('::1')), true);
    assert.equal(await leadsInside(new URL('https://10.0.0.1/'), api, resolvingTo('93.184.216.34')), true);
    assert.equal(await leadsInside(url, 'http://127.0.0.1:1', resolvingTo('10.0.0.1')), false);
    // A name that only a proxy knows.
    assert.equal(await leadsInside(url, api, resolvingTo()), false);
  });
});

describe('the look-up for public addresses', () => {
  const lookUp = (resolve: LookupFunction, all: boolean) =>
    new Promise((done) => publicLookup(resolve)('cdn.example', { all }, (error, found) => done(error ? error.code : found)));

  it('leaves out those that are not', async () => {
    assert.deepEqual(await lookUp(resolvingTo('10.0.0.1', '93.184.216.34', '::1', '2a00::1'), true), [
      { address: '93.184.216.34', family: 4 },
      { address: '2a00::1', family: 6 },
    ]);
    assert.equal(await lookUp(resolvingTo('127.0.0.1', '93.184.216.34'), false), '93.184.216.34');
  });

  it('fails where none is left, and as the other does', async () => {
    assert.equal(await lookUp(resolvingTo('127.0.0.1', 'fe80::1'), true), 'PRIVATE_ADDRESS');
    assert.equal(await lookUp(resolvingTo('127.0.0.1'), false), 'PRIVATE_ADDRESS');
    assert.equal(await lookUp(resolvingTo(), true), 'ENOTFOUND');
  });
});

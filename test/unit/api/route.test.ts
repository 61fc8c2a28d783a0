import assert from 'node:assert/strict';
import { bypasses, chooseRoute } from '../../../src/core/api/http/proxyRoute.ts';
import { settingsWith } from '../../support/api/calls.ts';

const api = new URL('https://api.threetone.in/v1/x');
const route = (proxy: Parameters<typeof settingsWith>[0], url = api) => chooseRoute(url, settingsWith(proxy).proxy);
const proxied = (host: string, authorization?: string, scheme = 'http') => ({
  kind: 'proxy',
  proxy: { origin: `${scheme}://${host}`, host },
  authorization,
});

describe('the route', () => {
  it('is direct when nothing names a proxy', () => assert.deepEqual(route({}), { kind: 'direct' }));

  const written: [string, object][] = [
    ['http://proxy:8080', proxied('proxy:8080')],
    ['http://proxy:8080/', proxied('proxy:8080')],
    ['proxy:8080', proxied('proxy:8080')],
    [' 10.0.0.1:3128 ', proxied('10.0.0.1:3128')],
    ['https://proxy', proxied('proxy', undefined, 'https')],
    ['http://me:a%40b@proxy:1', proxied('proxy:1', `Basic ${btoa('me:a@b')}`)],
    ['http://me:50%@proxy:1', proxied('proxy:1', `Basic ${btoa('me:50%')}`)],
    ['http://token@proxy:1', proxied('proxy:1', `Basic ${btoa('token:')}`)],
    ['socks5://proxy:1080', { kind: 'editor' }],
    ['http://[', { kind: 'editor' }],
  ];
  for (const [url, expected] of written) {
    it(`follows “${url}”`, () => assert.deepEqual(route({ url }), expected));
  }

  it('follows the environment’s where it has spaces around it', () =>
    assert.deepEqual(route({ environment: { proxy: ' http://env ', bypass: undefined } }), proxied('env')));
  it('has one list of hosts past the proxy, of which any counts', () =>
    assert.deepEqual(route({ url: 'http://proxy', bypass: ['else.where', 'threetone.in'] }), { kind: 'direct' }));

  it('prefers http.proxyAuthorization to what the URL holds', () =>
    assert.deepEqual(route({ url: 'http://a:b@proxy', authorization: 'Negotiate x' }), proxied('proxy', 'Negotiate x')));

  it('prefers the editor’s settings to the environment’s', () => {
    const environment = { proxy: 'http://env', bypass: 'threetone.in' };
    assert.deepEqual(route({ environment }), { kind: 'direct' });
    assert.deepEqual(route({ environment, bypass: ['else.where'] }), proxied('env'));
    assert.deepEqual(route({ environment, bypass: ['else.where'], url: 'http://set' }), proxied('set'));
  });

  it('is direct to this machine, and when proxies are off', () => {
    const url = 'http://proxy';
    for (const address of ['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:5']) {
      assert.deepEqual(route({ url }, new URL(address)), { kind: 'direct' }, address);
    }
    assert.deepEqual(route({ url, support: 'off' }), { kind: 'direct' });
  });

  describe('past the proxy', () => {
    const cases: [string, string, boolean][] = [
      ['https://api.threetone.in', 'threetone.in', true],
      ['https://api.threetone.in', '.threetone.in', true],
      ['https://api.threetone.in', '*.threetone.in', true],
      ['https://API.threetone.in', 'api.Threetone.IN', true],
      ['https://api.threetone.in', '*', true],
      ['https://api.threetone.in', 'etone.in', false],
      ['https://api.threetone.in', 'threetone.in:443', true],
      ['https://api.threetone.in', 'threetone.in:8443', false],
      ['https://api.threetone.in:8443', 'threetone.in:8443', true],
      ['https://threetone.in', '*.threetone.in', true],
      ['https://[2001:db8::1]', '[2001:db8::1]', true],
      ['https://10.1.2.3', '10.1.2.3', true],
      ['http://api.threetone.in', 'threetone.in:80', true],
      ['http://api.threetone.in', 'threetone.in:443', false],
      ['https://api.threetone.in', ' threetone.in ', true],
      ['https://api.threetone.in', 'threetone.in:x', false],
      ['https://api.threetone.in', 'https://threetone.in', false],
      ['https://api.threetone.in', 'threetone.in:443/v1', false],
      ['https://10.1.2.3', '', false],
      ['https://10.1.2.3', ' ', false],
    ];
    for (const [url, entry, past] of cases) {
      it(`${url} ${past ? 'is' : 'is not'} named by “${entry}”`, () => assert.equal(bypasses(new URL(url), [entry]), past));
    }
  });
});

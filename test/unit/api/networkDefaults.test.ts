import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseRoute } from '../../../src/core/api/http/proxyRoute.ts';
import { defaultNetworkSettings } from '../../../src/core/api/networkSettings.ts';
import { defaultBaseUrl } from '../../../src/core/model/baseUrl.ts';
import { root } from '../../support/root.ts';

describe('without an editor’s settings', () => {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> } };
  };
  const usual = (name: string) => contributes.configuration.properties[`threetoneAvatars.${name}`]?.default;

  it('limits and times are those of the editor’s', () => {
    const { limits, callTimeout } = defaultNetworkSettings;
    const { concurrent, perMinute, perHour } = limits;
    assert.deepEqual(
      [concurrent, perMinute, perHour, callTimeout / 1000],
      ['maxConcurrentUploads', 'maxRequestsPerMinute', 'maxRequestsPerHour', 'requestTimeoutSeconds'].map(usual),
    );
  });
  it('the server is that of the editor’s', () => assert.equal(defaultBaseUrl, usual('baseUrl')));
  it('certificates are verified', () => assert.equal(defaultNetworkSettings.verifyCertificates, true));
  it('no proxy is used', () => assert.deepEqual(chooseRoute(new URL(defaultBaseUrl), defaultNetworkSettings.proxy), { kind: 'direct' }));
});

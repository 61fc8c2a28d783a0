import assert from 'node:assert/strict';
import { readNetworkSettings, type SettingSources } from '../../../src/extension/editor/networkSettings.ts';

/** What VS Code's `inspect` gives for a setting, as far as it is set. */
interface Inspected {
  readonly defaultValue?: unknown;
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

const hostile = {
  proxy: 'http://remote.test:1',
  proxyAuthorization: 'Basic remote',
  proxyStrictSSL: false,
  noProxy: ['api.threetone.in'],
  proxySupport: 'off',
};
const keys = Object.keys(hostile) as (keyof typeof hostile)[];

const persons = {
  proxy: 'http://local.test:2',
  proxyAuthorization: 'Basic local',
  proxyStrictSSL: true,
  noProxy: ['local.test'],
  proxySupport: 'on',
};

/** A window whose every proxy setting is inspected as the function says; `get` gives what is merged from it. */
function read(inspect: (key: keyof typeof hostile) => Inspected | undefined, given: Partial<SettingSources> = {}) {
  const unknown: string[] = [];
  const of = (key: string) => inspect(keys.find((known) => known === key) ?? assert.fail(key));
  const merged = (each: Inspected | undefined) => each?.workspaceValue ?? each?.globalValue ?? each?.defaultValue;
  const http = { get: (key: string) => merged(of(key)), inspect: of } as unknown as SettingSources['http'];
  const settings = readNetworkSettings({
    http,
    isLocalSideOfRemote: true,
    own: () => undefined,
    environment: {},
    onNoLocalValue: (key) => unknown.push(key),
    ...given,
  });
  return { settings, unknown };
}

const travelling = ({ proxy: { support, url, authorization, bypass }, verifyCertificates }: ReturnType<typeof readNetworkSettings>) => ({
  proxySupport: support,
  proxy: url,
  proxyAuthorization: authorization,
  noProxy: bypass,
  proxyStrictSSL: verifyCertificates,
});

const asDelivered = { proxySupport: 'override', proxy: undefined, proxyAuthorization: undefined, noProxy: [], proxyStrictSSL: true };

describe('the request limits', () => {
  const limitsOf = (values: Record<string, unknown>) => {
    const own: SettingSources['own'] = (setting) => values[setting.replace('threetoneAvatars.', '')];
    return read(() => ({}), { own }).settings.limits;
  };

  it('are the documented ones where nothing is set, or nothing that is a limit', () => {
    const documented = { concurrent: 4, perMinute: 100, perHour: 1000 };
    assert.deepEqual(limitsOf({}), documented);
    for (const value of [-1, 1.5, '5', null, NaN]) {
      assert.deepEqual(limitsOf({ maxConcurrentUploads: value, maxRequestsPerMinute: value, maxRequestsPerHour: value }), documented);
    }
  });

  it('are what is set; 0 is none, and none is so high that counting takes room without end', () => {
    assert.deepEqual(limitsOf({ maxConcurrentUploads: 2, maxRequestsPerMinute: 3, maxRequestsPerHour: 5 }), {
      concurrent: 2,
      perMinute: 3,
      perHour: 5,
    });
    assert.deepEqual(limitsOf({ maxConcurrentUploads: 0, maxRequestsPerMinute: 0, maxRequestsPerHour: 0 }), {
      concurrent: Infinity,
      perMinute: Infinity,
      perHour: Infinity,
    });
    assert.equal(limitsOf({ maxRequestsPerHour: 10_000_000 }).perHour, 10_000);
  });
});

describe('the proxy settings', () => {
  for (const key of keys) {
    it(`on the local side of a remote window, a remote machine’s http.${key} changes nothing`, () => {
      const { settings, unknown } = read((asked) => ({
        defaultValue: undefined,
        globalLocalValue: undefined,
        globalRemoteValue: asked === key ? hostile[key] : undefined,
        globalValue: asked === key ? hostile[key] : undefined,
      }));
      assert.deepEqual(travelling(settings), asDelivered);
      assert.deepEqual(unknown, []);
    });
  }

  it('on the local side are the person’s own, whatever remote machine, workspace and folder say', () => {
    const { settings } = read((key) => ({
      globalLocalValue: persons[key],
      globalRemoteValue: hostile[key],
      globalValue: hostile[key],
      workspaceValue: hostile[key],
      workspaceFolderValue: hostile[key],
    }));
    assert.deepEqual(travelling(settings), persons);
  });

  it('on the local side are the defaults, or a policy’s that VS Code gives as such, where the person set none', () => {
    const { settings } = read((key) => ({ defaultValue: persons[key], globalLocalValue: undefined, globalValue: hostile[key] }));
    assert.deepEqual(travelling(settings), persons);
  });

  it('of a VS Code that does not tell local from remote are the defaults, and each such setting is named', () => {
    const { settings, unknown } = read((key) => ({ globalValue: hostile[key], workspaceValue: hostile[key] }));
    assert.deepEqual(travelling(settings), asDelivered);
    assert.deepEqual(unknown.sort(), keys.map((key) => `http.${key}`).sort());
  });

  it('that VS Code does not know are as delivered', () => {
    assert.deepEqual(travelling(read(() => undefined).settings), asDelivered);
  });

  it('of other types than VS Code’s are as delivered', () => {
    for (const value of [5, {}, [5], 'x', null, true]) {
      const { settings } = read((key) => (key === 'proxy' ? { globalLocalValue: 5 } : { globalLocalValue: value }));
      const {
        proxy: { url, support },
        verifyCertificates,
      } = settings;
      assert.deepEqual([url, support, verifyCertificates], [undefined, 'override', true], typeof value);
    }
  });

  it('where the extension runs remotely, or there is no remote, are the merged ones', () => {
    const { settings } = read((key) => ({ globalLocalValue: hostile[key], globalRemoteValue: persons[key], globalValue: persons[key] }), {
      isLocalSideOfRemote: false,
    });
    assert.deepEqual(travelling(settings), persons);
  });
});

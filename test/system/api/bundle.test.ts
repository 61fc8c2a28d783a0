import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import * as undici from 'undici';
import { buildConnector, Client } from '../../../src/core/api/http/undici.ts';
import { root } from '../../support/root.ts';

describe('undici', () => {
  it('still has its two parts where they are taken from', () => {
    assert.equal(Client, undici.Client);
    assert.equal(buildConnector, undici.buildConnector);
  });

  it('still gives the socket from its connector', () => {
    const socket = (buildConnector({}) as unknown as (...given: unknown[]) => { destroy?: () => void } | undefined)(
      { hostname: '127.0.0.1', protocol: 'http:', port: '9' },
      () => undefined,
    );
    assert.equal(typeof socket?.destroy, 'function');
    socket?.destroy?.();
  });
});

describe('the network bundle', () => {
  let folder: string;
  let metafile: Metafile;
  let file: string;

  before(async function () {
    this.timeout(20_000);
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    const { bundles } = (await import(pathToFileURL(join(root, 'esbuild.mjs')).href)) as { bundles: BuildOptions[] };
    const network = bundles.find(({ entryPoints }) => Object.keys(entryPoints ?? {}).includes('network'));
    const built = await build({ ...network, absWorkingDir: root, outdir: folder, metafile: true, logLevel: 'silent' });
    metafile = built.metafile;
    file = join(folder, 'network.js');
  });
  after(() => rm(folder, { recursive: true }));

  it('leaves out what it never runs', () => {
    const unused = Object.keys(metafile.inputs).filter((path) => /mime-db|undici\/(index|lib\/web)/.test(path));
    assert.deepEqual(unused, []);
  });

  it('uploads, also through a proxy, and leaves undici’s process-wide dispatchers as they were', async () => {
    const script = join(root, 'test/support/api/useBundle.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', script, file]);
    assert.deepEqual(JSON.parse(stdout), { accepted: [true, true, true], untouched: true });
  });
});

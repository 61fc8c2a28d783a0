import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { makePackage } from '../../support/package/package.ts';
import { root } from '../../support/root.ts';

const noticesFile = 'dist/THIRD-PARTY-NOTICES.txt';

describe('third-party notices', () => {
  let vsix: Buffer;
  let notices: string;
  let packages: string[];

  before(async function () {
    this.timeout(60_000);
    vsix = readFileSync(makePackage());
    notices = readFileSync(join(root, noticesFile), 'utf8');
    const { bundles } = (await import(pathToFileURL(join(root, 'esbuild.mjs')).href)) as { bundles: BuildOptions[] };
    const results = await Promise.all(bundles.map((bundle) => build({ ...bundle, absWorkingDir: root, write: false, metafile: true })));
    const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    const names = inputs.map((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]);
    packages = [...new Set(names.filter((name) => name !== undefined))].sort();
  });

  it('ship with the package', () => assert.ok(vsix.includes(`extension/${noticesFile}`)));

  it('are about what is known to be bundled, at least', () => {
    for (const name of ['@cropper/element-canvas', '@vscode/codicons', 'form-data', 'saxes', 'undici', 'valibot']) {
      assert.ok(packages.includes(name), `${name} is not among ${packages.join(', ')}`);
    }
  });

  it('name every package that a bundle holds, with its version and its licence text', () => {
    for (const name of packages) {
      const folder = join(root, 'node_modules', name);
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
      assert.ok(notices.includes(`\n${name} ${version} (`), `${name} ${version} is not named`);
      const published = readdirSync(folder)
        .filter((file) => /^licen[cs]e/i.test(file))
        .map((file) => join(folder, file));
      // A package may leave its licence in its repository; then the text is here.
      const licences = published.length > 0 ? published : [join(root, 'test/support/package/licences', `${name}.txt`)];
      for (const file of licences) {
        const text = readFileSync(file, 'utf8')
          .replace(/^\uFEFF/, '')
          .trim();
        assert.ok(notices.includes(text), `${name}: the text of ${file} is missing`);
      }
    }
  });

  it('name nothing else', () => {
    const named = [...notices.matchAll(/^─+\n\n(\S+) /gm)].map(([, name]) => name);
    assert.deepEqual(named.sort(), packages);
  });
});

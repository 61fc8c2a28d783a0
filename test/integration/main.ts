/** Runs the integration suite in a VS Code: `floor`, `stable` (both from the npm registry) or `desktop` (downloaded). */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../support/root.ts';
import { makeSamples } from '../support/samples/samples.ts';
import { runSuite } from '../support/vscode/runInVSCode.ts';

const out = join(root, 'out', 'integration');

async function main(name: string): Promise<void> {
  if (name !== 'floor' && name !== 'stable' && name !== 'desktop') {
    throw new Error(`There is no VS Code “${name}”: choose floor, stable or desktop.`);
  }
  await bundleTests();
  const home = mkdtempSync(join(tmpdir(), 'threetone-integration-'));
  const folder = join(home, 'samples');
  mkdirSync(folder);
  makeSamples(folder);
  writeHostileSettings(folder);
  try {
    process.exitCode = await runSuite({
      build: name,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(out, 'index.js'),
      folder,
      userDataDir: join(home, 'editor'),
      env: {
        THREETONE_TEST_REPORTER: join(root, 'test/support/runner/totalsReporter.cjs'),
        THREETONE_TEST_STORAGE: join(home, 'editor'),
      },
      say: console.log,
    });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Every test runs in a workspace that tries to take the key elsewhere: a repository's settings must change nothing. */
function writeHostileSettings(folder: string): void {
  const settings = {
    'threetoneAvatars.baseUrl': 'http://127.0.0.1:9',
    'threetoneAvatars.authentication': 'bearer',
    'threetoneAvatars.maxImageSizeMB': 0.000001,
  };
  mkdirSync(join(folder, '.vscode'));
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

/**
 * Mocha stays outside the bundle: its reporters and its own files are loaded by path. So does proxy-chain, which tells its
 * errors apart by their class’s name, and esbuild changes that.
 */
async function bundleTests(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const folder = join(root, 'test', 'integration');
  const files = readdirSync(folder).filter((file) => file === 'index.ts' || file.endsWith('.test.ts'));
  await build({
    entryPoints: files.map((file) => join(folder, file)),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'proxy-chain'],
    logLevel: 'warning',
  });
}

main(process.argv[2] ?? 'stable').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

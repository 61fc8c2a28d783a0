import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';

/**
 * Builds the bundles and packs `threetone-avatars-<version>.vsix` with vsce.
 *
 * @returns the package's absolute path
 * @throws Error when vsce fails or has a warning, with what it printed: a warning today is a broken page tomorrow
 */
export function makePackage(): string {
  // A bundle that the build no longer makes must not be packed.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run([join(root, 'esbuild.mjs')]);
  const vsix = packagePath();
  const said = packFolder(root, vsix);
  if (/\bwarning\b/i.test(said)) throw new Error(`vsce had a warning:\n${said}`);
  return vsix;
}

/** Packs the extension that lies in a folder. @returns what vsce said @throws Error with that, when vsce fails */
export function packFolder(folder: string, vsix: string, options: readonly string[] = []): string {
  const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
  const usual = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
  return run([vsce, 'package', ...usual, ...options], folder);
}

/** Where the package lies once it was made. */
export function packagePath(): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  return join(root, `${name}-${version}.vsix`);
}

function run(parameters: readonly string[], cwd = root): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${parameters[0]} failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}

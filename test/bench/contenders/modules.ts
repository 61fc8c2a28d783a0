import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/root.ts';
import { ensureInstalled } from '../../support/vscode/packageInstall.ts';
import type { ContenderName } from './contender.ts';

/** The code that each contender loads, and the peers' versions. */
export interface Modules {
  readonly paths: Readonly<Record<ContenderName, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

const sdkName = '@elevenlabs/elevenlabs-js';

/** Installs the peers on first use, into the ignored folder where the tests' editors are as well. */
export async function ensureModules(say: (line: string) => void): Promise<Modules> {
  const from = join(__dirname, '..', 'peers');
  const folder = await ensureInstalled({ name: 'peers', from, title: 'what the benchmark compares with', say, finish: () => undefined });
  const sdk = join(folder, 'node_modules', sdkName);
  const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as { version: string };
  return { paths: { ours: join(root, 'dist', 'network.js'), sdk, rawSocket: '' }, versions: { [sdkName]: version } };
}

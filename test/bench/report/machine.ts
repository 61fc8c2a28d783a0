import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, totalmem } from 'node:os';
import type { Build } from '../../support/vscode/builds.ts';

/** What the figures depend on, without a word about whose machine it is. */
export function machineText(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${cores.length} × ${model}, ${memory} of memory, ${platform()} ${arch()}`;
}

/** Of the Node that a VS Code brings and runs extensions on. */
export function nodeVersion({ node }: Build): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
}

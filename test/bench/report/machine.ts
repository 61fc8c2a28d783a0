import { arch, cpus, platform, totalmem } from 'node:os';

/** What the figures depend on, without a word about whose machine it is. */
export function machineText(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${cores.length} × ${model}, ${memory} of memory, ${platform()} ${arch()}, Node ${process.versions.node}`;
}

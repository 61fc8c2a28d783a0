import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends a process that was spawned `detached` (so that on POSIX it leads a group) with all it started, and waits
 * until they are gone: politely first, by force after `patience` milliseconds.
 */
export async function endProcessTree(leader: ChildProcess, patience = 3000): Promise<void> {
  const { pid } = leader;
  if (pid === undefined) return;
  const gone = leader.exitCode !== null || leader.signalCode !== null ? Promise.resolve() : once(leader, 'exit');
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    await gone;
    return;
  }
  if (!signalGroup(pid, 'SIGTERM')) return;
  if (!(await groupEnds(pid, patience))) {
    signalGroup(pid, 'SIGKILL');
    // Bounded: where no init process reaps orphans, the dead ones stay listed.
    await groupEnds(pid, 1000);
  }
  await gone;
}

async function groupEnds(group: number, patience: number): Promise<boolean> {
  const end = Date.now() + patience;
  while (signalGroup(group, 0)) {
    if (Date.now() > end) return false;
    await delay(25);
  }
  return true;
}

/** False when the group has no process any more. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

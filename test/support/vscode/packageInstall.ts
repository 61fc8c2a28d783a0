import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** Where downloaded editors are kept; the same folder as `@vscode/test-electron` uses. */
export const downloadFolder = resolve(__dirname, '../../../.vscode-test');

export interface PinnedInstall {
  readonly name: string;
  /** Folder with the package.json and the lockfile; `pinned/<name>` unless given. */
  readonly from?: string;
  /** What is being installed, for the person who waits: 'VS Code 1.139 (about 600 MB)'. */
  readonly title: string;
  readonly say: (line: string) => void;
  /** Called in the folder after `npm ci`, before the install counts as whole. */
  readonly finish: (folder: string) => void | Promise<void>;
}

/**
 * Installs what a lockfile pins from the npm registry once, into `.vscode-test/<name>-<hash of its lockfile>`, and
 * returns that folder. The work is done in a folder of this process and renamed when it is whole, so neither an
 * interruption nor a second process at the same time leaves half an install behind.
 *
 * @throws when npm fails, in a sentence that says what to try.
 */
export async function ensureInstalled({ name, from, title, say, finish }: PinnedInstall): Promise<string> {
  const pinned = from ?? join(__dirname, 'pinned', name);
  const hash = createHash('sha256')
    .update(readFileSync(join(pinned, 'package-lock.json')))
    .digest('hex')
    .slice(0, 12);
  const folder = join(downloadFolder, `${name}-${hash}`);
  if (existsSync(folder)) return folder;

  say(`Installing ${title} into ${folder}. This happens once and may take a minute.`);
  mkdirSync(downloadFolder, { recursive: true });
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  try {
    cpSync(pinned, partial, { recursive: true });
    await npm(['ci', '--ignore-scripts'], partial);
    await finish(partial);
    moveIntoPlace(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  removeOutdated(name, folder);
  say(`Installed ${title}.`);
  return folder;
}

/** Another process may have finished the same install meanwhile: then its folder is as good as ours. */
function moveIntoPlace(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** Removes installs of earlier lockfiles and what processes that no longer run left unfinished. */
function removeOutdated(name: string, current: string): void {
  const ours = new RegExp(`^${name}-[0-9a-f]{12}(?:\\.partial-(\\d+))?$`);
  for (const entry of readdirSync(downloadFolder)) {
    const match = ours.exec(entry);
    if (!match || entry === basename(current)) continue;
    if (match[1] !== undefined && isRunning(Number(match[1]))) continue;
    rmSync(join(downloadFolder, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs npm in a folder, quietly. @throws with npm's last lines when it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<void> {
  // Under `npm run`, the same npm; else the one on the PATH, which on Windows is a script and needs a shell.
  const running = process.env['npm_execpath'];
  const [command, first, shell] =
    running !== undefined && basename(running) === 'npm-cli.js'
      ? ([process.execPath, [running], false] as const)
      : (['npm', [], process.platform === 'win32'] as const);

  const child = spawn(command, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    shell,
    env: environmentOutsideNpm(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => (output += data));
  }
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  if (code !== 0) {
    const lines = output.trim().split('\n').slice(-15).join('\n');
    throw new Error(
      `npm ${args.join(' ')} failed in ${cwd} (exit code ${String(code)}). ` +
        `Check that the npm registry can be reached and run this again.\n${lines}`,
    );
  }
}

/** What `npm run` sets about *this* project would mislead an npm that works in another folder. */
function environmentOutsideNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle)_|npm_config_(local_prefix|global_prefix|ignore_scripts)$|NODE_OPTIONS$)/i.test(name),
    ),
  );
}

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackage } from '../package/package.ts';
import { makeSamples } from '../samples/samples.ts';
import { DEMO_AGENTS, DEMO_API_KEY } from '../sandbox/demo.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { quietSettings } from '../vscode/quietSettings.ts';
import { keyLine } from './keyLine.ts';

/** Opens the installed VS Code with a profile of its own, and waits until its window is closed. */
export async function openDesktop(withKey: boolean, say: (line: string) => void): Promise<void> {
  if (spawnSync('code', ['--version'], { shell: process.platform === 'win32' }).status !== 0) {
    throw new Error('There is no `code` command here. Install VS Code, or run `npm start` without --desktop.');
  }
  const home = mkdtempSync(join(tmpdir(), 'threetone-desktop-'));
  const sandbox = await startSandbox({ apiKeys: [DEMO_API_KEY], agents: DEMO_AGENTS });
  try {
    const folder = join(home, 'samples');
    const user = join(home, 'user-data', 'User');
    mkdirSync(folder);
    mkdirSync(user, { recursive: true });
    makeSamples(folder);
    writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, 'threetoneAvatars.baseUrl': sandbox.url }));
    const profile = ['--user-data-dir', join(home, 'user-data'), '--extensions-dir', join(home, 'extensions')];
    await code([...profile, '--install-extension', makePackage()]);
    say(keyLine(withKey));
    say('Close the window to end.');
    const key = withKey ? { THREETONE_API_KEY: DEMO_API_KEY, THREETONE_BASE_URL: sandbox.url } : {};
    await code([...profile, '--new-window', '--wait', '--disable-workspace-trust', folder], {
      THREETONE_API_KEY: undefined,
      THREETONE_BASE_URL: undefined,
      ...key,
    });
  } finally {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

function code(parameters: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' } as const;
    spawn('code', parameters, options)
      .once('error', reject)
      .once('exit', (status) => (status === 0 ? resolve() : reject(new Error(`code ended with ${status}`))));
  });
}

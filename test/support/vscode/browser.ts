import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { ensureInstalled } from './packageInstall.ts';

/** How Playwright is to start the browser: an executable with its environment, or a browser installed here. */
export type BrowserChoice = Pick<LaunchOptions, 'executablePath' | 'channel' | 'env'>;

/**
 * Finds a Chromium: the one named by THREETONE_TEST_BROWSER; on Linux x64 the pinned one from the npm registry,
 * installed on first use with the shared libraries and the font that a bare machine lacks; elsewhere Chrome, Edge
 * or Chromium as installed.
 *
 * @throws when there is none, saying what to install or set.
 */
export async function ensureBrowser(say: (line: string) => void): Promise<BrowserChoice> {
  const chosen = process.env['THREETONE_TEST_BROWSER'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`THREETONE_TEST_BROWSER names '${chosen}', which does not exist.`);
    return { executablePath: chosen };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium(say);
  return process.platform === 'linux' ? chromiumOnPath() : { channel: await installedChannel() };
}

/** Starts that browser without a window. Pages can reach this machine only. */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  return chromium.launch({ ...(await ensureBrowser(say)), args: switches, headless: true });
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  // As every desktop browser and VS Code have it: pages of different sites, and sandboxed frames, run in processes of their own.
  '--site-per-process',
  '--disable-component-entry',
  '--disable-domain-reliability',
  '--no-pings',
  // The workbench looks for galleries, entries and experiments; a test must not depend on who answers.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

async function packagedChromium(say: (line: string) => void): Promise<BrowserChoice> {
  const folder = await ensureInstalled({ name: 'browser', title: 'Chromium (about 300 MB)', say, finish: unpack });
  const unpacked = join(folder, 'unpacked');
  const executablePath = join(unpacked, 'chromium');
  const env = { ...process.env, ...(hasFonts() ? {} : { FONTCONFIG_FILE: join(unpacked, 'fonts.conf') }) };
  if (starts(executablePath, env)) return { executablePath, env: defined(env) };

  const libraries = [join(unpacked, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''];
  const withLibraries = { ...env, LD_LIBRARY_PATH: libraries.filter((path) => path !== '').join(delimiter) };
  if (starts(executablePath, withLibraries)) return { executablePath, env: defined(withLibraries) };
  throw new Error(
    `Chromium does not start here: ${whyNot(executablePath, withLibraries)}\n` +
      'Install the missing libraries, or set THREETONE_TEST_BROWSER to the path of a Chrome or Chromium.',
  );
}

/**
 * Unpacks what `@sparticuz/chromium` carries. Its own function for this always unpacks into the system's folder for
 * temporary files, and leaves the libraries out except on Amazon's machines; hence its parts, in a process that has
 * our folder for temporary files.
 */
function unpack(folder: string): void {
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked);
  const script = `
    import { inflate } from '@sparticuz/chromium';
    for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate('node_modules/@sparticuz/chromium/bin/' + name);
    }`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { ...process.env, TMPDIR: unpacked },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // The configuration that comes with the font names folders that exist on Amazon's machines only.
  writeFileSync(
    join(unpacked, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
}

function hasFonts(): boolean {
  return existsSync('/etc/fonts/fonts.conf') && ['/usr/share/fonts', '/usr/local/share/fonts'].some((folder) => existsSync(folder));
}

function starts(executablePath: string, env: NodeJS.ProcessEnv): boolean {
  return spawnSync(executablePath, ['--version'], { env, stdio: 'ignore' }).status === 0;
}

function whyNot(executablePath: string, env: NodeJS.ProcessEnv): string {
  const { stderr, error } = spawnSync(executablePath, ['--version'], { env, encoding: 'utf8' });
  return error?.message ?? stderr.trim();
}

function defined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function chromiumOnPath(): BrowserChoice {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const paths = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const executablePath = paths.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(noBrowser);
  return { executablePath };
}

async function installedChannel(): Promise<string> {
  for (const channel of ['chrome', 'msedge']) {
    try {
      await (await chromium.launch({ channel })).close();
      return channel;
    } catch (error) {
      // Playwright says so when there is no such browser; anything else is worth reading.
      if (!/is not found|not installed/.test(String(error))) throw error;
    }
  }
  throw new Error(noBrowser);
}

const noBrowser =
  'The tests drive VS Code in a browser, and there is none here: install Chrome or Chromium, or set ' +
  'THREETONE_TEST_BROWSER to the path of one.';

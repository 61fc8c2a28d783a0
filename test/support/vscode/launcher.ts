/**
 * Runs an extension's tests as `@vscode/test-electron` asks a desktop VS Code to (`--extensionDevelopmentPath`,
 * `--extensionTestsPath`, `--user-data-dir`, `--extensions-dir`), in VS Code's own server and a browser without a
 * window. Its exit code is the tests'. THREETONE_TEST_VSCODE says which build.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { root } from '../root.ts';
import { launchBrowser } from './browser.ts';
import { type BuildName, buildNames, ensureBuild } from './builds.ts';
import { foldersIn, startServer, type VSCodeServer } from './server.ts';
import { isWorkbenchNoise } from './workbenchNoise.ts';

/** How long the tests may take in all, in milliseconds. */
const patience = 600_000;

interface Arguments {
  readonly extensionDevelopmentPath: string;
  readonly extensionTestsPath: string;
  readonly userDataDir: string;
  readonly folder: string;
}

async function main(given: readonly string[]): Promise<number> {
  const { extensionDevelopmentPath, extensionTestsPath, userDataDir, folder } = parse(given);
  const build = await ensureBuild(wantedBuild(), console.log);
  const server = await startServer(build, { folders: foldersIn(userDataDir), args: ['--enable-smoke-test-driver'] });
  try {
    const browser = await launchBrowser(console.log);
    try {
      const payload = {
        extensionDevelopmentPath: server.remoteUri(extensionDevelopmentPath),
        extensionTestsPath: server.remoteUri(extensionTestsPath),
      };
      return await runInPage(await browser.newContext(), server, server.url({ folder, payload }));
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** Opens the window and waits for the tests' exit code; what they print is printed as it comes. */
async function runInPage(context: BrowserContext, server: VSCodeServer, url: string): Promise<number> {
  const page = await context.newPage();
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  await page.exposeFunction('codeAutomationLog', (type: string, parameters: unknown[]) => {
    if (isWorkbenchNoise(parameters)) return;
    const print = type === 'error' ? console.error : console.log;
    print(...parameters);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  await page.goto(url);
  const timer = setTimeout(() => {
    const image = join(root, 'out', 'integration-timeout.png');
    mkdirSync(join(root, 'out'), { recursive: true });
    void page.screenshot({ path: image }).finally(() => {
      console.error(`VS Code ${server.build.version} did not finish the tests in ${patience / 60_000} minutes. See ${image}.`);
      end(1);
    });
  }, patience);
  return ended.finally(() => clearTimeout(timer));
}

function parse(given: readonly string[]): Arguments {
  const value = (name: string): string => {
    const found = given.find((argument) => argument.startsWith(`--${name}=`));
    if (!found) throw new Error(`--${name}=… is missing.`);
    return found.slice(name.length + 3);
  };
  return {
    extensionDevelopmentPath: value('extensionDevelopmentPath'),
    extensionTestsPath: value('extensionTestsPath'),
    userDataDir: value('user-data-dir'),
    folder: given.find((argument) => !argument.startsWith('-')) ?? value('extensionDevelopmentPath'),
  };
}

function wantedBuild(): BuildName {
  const name = process.env['THREETONE_TEST_VSCODE'];
  const build = buildNames.find((each) => each === name);
  if (!build) throw new Error(`THREETONE_TEST_VSCODE must be one of ${buildNames.join(', ')}, not “${String(name)}”.`);
  return build;
}

main(process.argv.slice(2)).then(
  // The exit is explicit: a page that hangs must not keep this process alive.
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

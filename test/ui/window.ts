import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from '../support/root.ts';
import { packagePath } from '../support/package/package.ts';
import { type Session, type SessionOptions, startSession } from '../support/session/session.ts';
import { parseBuildName } from '../support/vscode/builds.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { Workbench, type WorkbenchOptions } from '../support/vscode/workbench.ts';

const failures = join(root, 'out', 'ui');

/** Which VS Code the tests run in, where they do not choose it themselves: `stable`, or `floor` for the oldest supported. */
export const usualBuild = parseBuildName(process.env['THREETONE_TEST_UI_BUILD'] ?? 'stable');

/** A session and one window on it, for the tests of a `describe`; a failed test leaves a screenshot in `out/ui`. */
export interface TestWindow {
  readonly session: Session;
  readonly browser: Browser;
  readonly workbench: Workbench;
}

/** Starts the session before the tests of the `describe` it is called in, and ends it after them. */
export function useWindow(options: Partial<SessionOptions> = {}, window: Partial<WorkbenchOptions> = {}): TestWindow {
  let session: Session | undefined;
  let browser: Browser | undefined;
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(600_000);
    session = await startSession({ build: usualBuild, withKey: false, vsix: packagePath(), say: console.log, ...options });
    browser = await launchBrowser(console.log);
    const { folder, userSettings, server } = session;
    workbench = await Workbench.open(browser, server, {
      folder,
      container: 'Threetone',
      ...window,
      userSettings: { ...userSettings, ...window.userSettings },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    mkdirSync(failures, { recursive: true });
    const name = this.currentTest
      .fullTitle()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .slice(0, 120);
    await workbench?.screenshot(join(failures, `${name}.png`));
  });

  after(async () => {
    await browser?.close();
    await session?.stop();
  });

  const started = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The window is there only while the tests run.');
    return part;
  };
  return {
    get session() {
      return started(session);
    },
    get browser() {
      return started(browser);
    },
    get workbench() {
      return started(workbench);
    },
  };
}

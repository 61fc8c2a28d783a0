import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type BuildName, ensureBuild } from './builds.ts';

export interface SuiteOptions {
  /** `desktop`: a build that test-electron downloads, for machines with a screen and a way to the entry server. */
  readonly build: BuildName | 'desktop';
  readonly extensionDevelopmentPath: string;
  /** A module with `run(): Promise<void>`. */
  readonly extensionTestsPath: string;
  /** The folder that the window opens. */
  readonly folder: string;
  /** Where the editor keeps its files. */
  readonly userDataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Runs one suite with `@vscode/test-electron`, whichever VS Code it is. Gives the exit code. */
export async function runSuite(options: SuiteOptions): Promise<number> {
  const { build, extensionDevelopmentPath, extensionTestsPath, folder, userDataDir, env, say } = options;
  const common = {
    extensionDevelopmentPath,
    extensionTestsPath,
    launchArgs: [folder, `--user-data-dir=${userDataDir}`, `--extensions-dir=${join(userDataDir, 'extensions')}`],
  };
  if (build === 'desktop') return runTests({ ...common, extensionTestsEnv: env });
  await ensureBuild(build, say);
  return runTests({
    ...common,
    vscodeExecutablePath: join(__dirname, 'launcher.cjs'),
    extensionTestsEnv: { ...env, THREETONE_TEST_VSCODE: build },
  });
}

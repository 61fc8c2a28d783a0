import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { ensureInstalled } from '../support/vscode/packageInstall.ts';
import type { Part } from './parts.ts';

/** What Stryker calls the end of a mutant; the others could not be run at all. */
type Status = 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'CompileError' | 'RuntimeError' | 'Pending';

/** The part of Stryker's report (mutation-testing-report-schema) that is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: Status }[] }>>;
}

const outFolder = 'out/mutate';

/** Installs Stryker on first use. Its runner for Mocha takes no Mocha as new as the project's, so it brings its own. */
export async function ensureStryker(): Promise<string> {
  const folder = await ensureInstalled({
    name: 'stryker',
    from: join(__dirname, 'stryker'),
    title: 'what tests are tested with (about 80 MB)',
    say: (line) => console.log(line),
    finish: () => undefined,
  });
  return join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
}

/** Runs the part's tests once for each mutant of its files. @throws when Stryker fails, as where a test fails without a mutant */
export async function runStryker(program: string, name: string, part: Part): Promise<Report> {
  mkdirSync(join(root, outFolder), { recursive: true });
  const configuration = join(root, outFolder, `${name}.config.json`);
  writeFileSync(configuration, JSON.stringify(configurationOf(name, part), null, 2));
  const child = spawn(process.execPath, [program, 'run', configuration], { cwd: root, stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`Stryker ended with code ${code}.`);
  return JSON.parse(readFileSync(join(root, reportOf(name, 'json')), 'utf8')) as Report;
}

function configurationOf(name: string, { mutate, tests, without = [] }: Part): object {
  return {
    mutate: [...mutate, '!**/*.d.ts'],
    plugins: ['@stryker-mutator/*', join(__dirname, 'ignorer.mjs')],
    ignorers: ['withoutMeaning'],
    testRunner: 'mocha',
    testRunnerNodeArgs: ['--import=tsx'],
    mochaOptions: { config: '.mocharc.json', spec: tests, ...(without.length > 0 && { grep: `^(?!${without.join('|')})` }) },
    coverageAnalysis: 'perTest',
    concurrency: availableParallelism(),
    // A loop that never ends is told by how often it went round. Else this is what a mutant's tests may take beyond half as
    // much again as they usually do; on a busy machine a fresh process needs some of it to load them all. Milliseconds.
    timeoutMS: 30_000,
    tempDirName: `${outFolder}/tree-${name}`,
    ignorePatterns: ['/.vscode-test', '/dist', '/out', '/media/readme'],
    // It would be rewritten with a compiler that is not installed beside Stryker; tsx reads no types.
    tsconfigFile: 'none',
    reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    allowConsoleColors: false,
    jsonReporter: { fileName: reportOf(name, 'json') },
    htmlReporter: { fileName: reportOf(name, 'html') },
  };
}

export function reportOf(name: string, ending: 'json' | 'html'): string {
  return `${outFolder}/${name}.${ending}`;
}

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.ts';

/** One part of `npm test`: a command line, run from the project's root. */
export interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** How many tests (a stage without tests of its own, such as the linter, counts as one). */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs a stage with its output shown as it comes. A stage that ends badly counts at least one failure. */
export async function runStage({ name, command: [program, ...parameters], env }: Stage): Promise<Totals> {
  console.log(`\n━━ ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'threetone-totals-'));
  const totalsFile = join(folder, 'totals.jsonl');
  try {
    const code = await exitCode(program, parameters, { ...process.env, ...env, THREETONE_TEST_TOTALS: totalsFile });
    const counted = readTotals(totalsFile);
    if (!counted) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function exitCode(program: string, parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function readTotals(file: string): Totals | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as { passes: number; failures: number; pending: number })
    .reduce(
      (sum, { passes, failures, pending }) => ({
        passed: sum.passed + passes,
        failed: sum.failed + failures,
        skipped: sum.skipped + pending,
      }),
      { passed: 0, failed: 0, skipped: 0 },
    );
}

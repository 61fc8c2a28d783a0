import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../support/root.ts';
import type { Build } from '../../support/vscode/builds.ts';

/** Where what the benchmark builds for itself lies; ignored by git. */
export const workFolder = join(root, 'out', 'bench');

const names = ['server', 'uploads', 'firstUpload', 'load', 'memory'] as const;

export type ProgramName = (typeof names)[number];

/** Makes the programs plain JavaScript, so that they run by Node alone and no loader of ours is part of what they measure. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: names.map((name) => join(__dirname, `${name}.ts`)),
    outdir: workFolder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
}

/** A program in a process of its own, run by the Node that VS Code brings, since that is where the bundles run. */
export class Program {
  readonly #child: ChildProcess;

  constructor({ node }: Pick<Build, 'node'>, name: ProgramName, parameters: readonly string[] = [], nodeOptions: readonly string[] = []) {
    // Without the loader that this process runs with.
    const env = { ...process.env, NODE_OPTIONS: '' };
    this.#child = fork(join(workFolder, `${name}.js`), parameters, { execPath: node, execArgv: [...nodeOptions], env });
  }

  /** @throws when the program ends without a word */
  answer(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`A program of the benchmark ended (${String(code)}) without an answer.`));
      this.#child.once('exit', ended);
      this.#child.once('message', (answer) => {
        this.#child.off('exit', ended);
        resolve(answer);
      });
    });
  }

  ask(question: object): Promise<unknown> {
    const answer = this.answer();
    this.#child.send(question);
    return answer;
  }

  /** Ends it; a program that has ended by itself may be ended again. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.connected) this.#child.disconnect();
    await ended;
  }
}

/** Runs a program that gives one answer and ends. */
export async function runProgram(...program: ConstructorParameters<typeof Program>): Promise<unknown> {
  const running = new Program(...program);
  try {
    return await running.answer();
  } finally {
    await running.end();
  }
}

/** Runs something against the server, which ends with it. */
export async function withServer<T>(build: Build, task: (origin: string) => Promise<T>): Promise<T> {
  const server = new Program(build, 'server');
  try {
    return await task(`http://127.0.0.1:${String(await server.answer())}`);
  } finally {
    await server.end();
  }
}

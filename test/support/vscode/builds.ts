import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureInstalled, npm } from './packageInstall.ts';

/** 'stable' is a current VS Code, 'floor' the oldest that `engines.vscode` admits. */
export type BuildName = 'stable' | 'floor';

export const buildNames: readonly BuildName[] = ['stable', 'floor'];

export interface Build {
  readonly name: BuildName;
  /** Version of VS Code, such as '1.139.1'. */
  readonly version: string;
  /** The Node executable that this build is made for. */
  readonly node: string;
  /** VS Code's own server: `<node> <serverMain> --port …`. */
  readonly serverMain: string;
}

/** @throws for a name that is neither, saying which there are. */
export function parseBuildName(text: string): BuildName {
  const name = buildNames.find((known) => known === text);
  if (name === undefined) throw new Error(`There is no build '${text}' of VS Code here: use ${buildNames.join(' or ')}.`);
  return name;
}

/**
 * Installs a real VS Code (its server and the workbench that runs in a browser, from `code-server`) on first use.
 *
 * @throws when the registry cannot be reached or has no Node for this platform.
 */
export async function ensureBuild(name: BuildName, say: (line: string) => void): Promise<Build> {
  const folder = await ensureInstalled({
    name,
    title: `VS Code (${name}, up to 600 MB)`,
    say,
    // The server's packages come with a lockfile of their own. It leaves a peer dependency out, which `npm ci`
    // refuses unless peers are ignored; the native parts that its scripts would compile are not needed here.
    finish: async (partial) => {
      await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], join(partial, editorInside));
      bringRipgrep(partial);
    },
  });
  const editor = join(folder, editorInside);
  bringLogger(editor);
  const { version } = JSON.parse(readFileSync(join(editor, 'package.json'), 'utf8')) as { version: string };
  return { name, version, node: nodeOf(folder), serverMain: join(editor, 'out', 'server-main.js') };
}

const editorInside = join('node_modules', 'code-server', 'lib', 'vscode');

/** The older build's ripgrep is downloaded by a script we do not run; the newer one carries it, for every platform. */
function bringRipgrep(folder: string): void {
  const wanted = join(folder, editorInside, 'node_modules', '@vscode', 'ripgrep');
  const carried = join(folder, 'node_modules', '@vscode', 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`);
  if (existsSync(wanted) && existsSync(carried)) cpSync(carried, join(wanted, 'bin'), { recursive: true });
}

/** The native module that writes logs is not compiled; ours takes its place. Builds that are installed already get it, too. */
function bringLogger(editor: string): void {
  const wanted = join(editor, 'node_modules', '@vscode', 'spdlog', 'index.js');
  const ours = readFileSync(join(__dirname, 'spdlog.cjs'));
  if (readFileSync(wanted).equals(ours)) return;
  // Whole at any moment: another process may be starting the same build.
  const partial = `${wanted}.partial-${process.pid}`;
  writeFileSync(partial, ours);
  renameSync(partial, wanted);
}

/** The packages that the `node` package would pick from in its install script, which we do not run. */
function nodeOf(folder: string): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const manifest = join(folder, 'node_modules', `${prefix}-${platform}-${process.arch}`, 'package.json');
  if (!existsSync(manifest)) {
    throw new Error(
      `The tests have no Node for ${process.platform} ${process.arch}: add its package to ` +
        `${join(__dirname, 'pinned')}/*/package.json, or run the tests in a desktop VS Code.`,
    );
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { node: string } };
  return join(dirname(manifest), bin.node);
}

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Build } from './builds.ts';
import { endProcessTree } from './processTree.ts';

/** Where an editor keeps its things. Absolute paths; created when missing. */
export interface ServerFolders {
  readonly userData: string;
  readonly serverData: string;
  readonly extensions: string;
}

export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  readonly folders: ServerFolders;
  /** Removed should this process end without `stop`, whatever ended it. Not on Windows. */
  readonly temporaryFolder?: string;
  /** Added to the environment of this process; reaches the extension host. `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** User settings, written before the start. See `writeUserSettings`. */
  readonly userSettings?: Settings;
  /** Settings of the machine the server runs on (scope `machine` and narrower). */
  readonly machineSettings?: Settings;
  /** Display language, such as 'es': the editor's own words stay English, extensions speak it. */
  readonly locale?: string;
  /** True: folders are opened in Restricted Mode until trusted. Default false: everything is trusted. */
  readonly workspaceTrust?: boolean;
  /** More arguments for VS Code's server, such as `--enable-smoke-test-driver`. */
  readonly args?: readonly string[];
  /** Called with each line that the server prints. Default: kept for the error message only. */
  readonly log?: (line: string) => void;
}

export interface PageAddress {
  /** Absolute path of the folder to open; none: an empty window. */
  readonly folder?: string;
  /** What a desktop VS Code takes as switches, such as `extensionTestsPath`. */
  readonly payload?: Readonly<Record<string, string>>;
}

export interface VSCodeServer {
  readonly build: Build;
  readonly port: number;
  /** 'http://127.0.0.1:<port>' */
  readonly origin: string;
  /** Without it the server answers nobody: who drives an editor reads the machine's files and runs programs on it. */
  readonly connectionToken: string;
  readonly folders: ServerFolders;
  /** Address of a window, with the connection token in it; the page keeps it in a cookie. */
  url(address?: PageAddress): string;
  /** How this server's files are called in the payload: 'vscode-remote://127.0.0.1:<port>/abs/path'. */
  remoteUri(absolutePath: string): string;
  /**
   * Replaces the user settings. code-server's build keeps them on the server's disk (a plain VS Code server keeps
   * them in the browser); an open window follows within a moment.
   */
  writeUserSettings(settings: Settings): void;
  /** Ends the server with everything it started, and waits. Should this process end without: its guard ends it all. */
  stop(): Promise<void>;
}

/** The layout we use below one folder, for an editor whose state is to be kept. */
export function foldersIn(root: string): ServerFolders {
  return {
    userData: join(root, 'user-data'),
    serverData: join(root, 'server-data'),
    extensions: join(root, 'extensions'),
  };
}

/**
 * Starts VS Code's own server on 127.0.0.1 and waits until it listens.
 *
 * @throws when it ends instead, or does not listen within 60 s, with what it printed.
 */
export async function startServer(build: Build, options: ServerOptions): Promise<VSCodeServer> {
  const { folders } = options;
  prepare(folders, options);
  const port = await freePort();
  const connectionToken = randomBytes(32).toString('base64url');
  const child = spawnServer(build, options, [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--accept-server-license-terms',
    '--connection-token-file',
    writeConnectionToken(folders, connectionToken),
    '--telemetry-level',
    'off',
    '--disable-getting-started-override',
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ...(options.locale === undefined ? [] : ['--locale', options.locale]),
    ...folderSwitches(folders),
    ...(options.args ?? []),
  ]);
  const stop = (): Promise<void> => endProcessTree(child);
  try {
    await listening(child, options.log);
  } catch (error) {
    await stop();
    throw error;
  }

  const authority = `127.0.0.1:${port}`;
  const remoteUri = (path: string): string => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  return {
    build,
    port,
    folders,
    connectionToken,
    remoteUri,
    stop,
    origin: `http://${authority}`,
    url: ({ folder, payload = {} } = {}) => {
      const url = new URL(`http://${authority}/`);
      url.searchParams.set('tkn', connectionToken);
      if (folder !== undefined) url.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
      url.searchParams.set('payload', JSON.stringify(Object.entries({ skipWelcome: 'true', ...payload })));
      return url.href;
    },
    writeUserSettings: (settings) => {
      writeSettings(userSettingsFile(folders), settings);
    },
  };
}

/**
 * Installs a packaged extension for servers that use the same folders.
 *
 * @throws with the server's words when it does not.
 */
export async function installExtension(build: Build, vsixPath: string, folders: ServerFolders, temporaryFolder?: string): Promise<void> {
  prepare(folders);
  const args = ['--install-extension', vsixPath, '--force', ...folderSwitches(folders)];
  const child = spawnServer(build, { ...(temporaryFolder !== undefined && { temporaryFolder }) }, args);
  const output = collect(child);
  const code = await new Promise<number | null>((done) => {
    child.on('close', done);
  });
  if (code !== 0 || !/successfully installed/.test(output.text)) {
    throw new Error(`VS Code ${build.version} did not install ${vsixPath}:\n${output.text.trim()}`);
  }
}

function spawnServer(
  build: Build,
  { env, temporaryFolder = '' }: Pick<ServerOptions, 'env' | 'temporaryFolder'>,
  args: readonly string[],
): ChildProcess {
  // NODE_OPTIONS may name loaders that this process runs with; VSCODE_* would tell a server started from a
  // terminal inside VS Code that it belongs to that window.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NODE_OPTIONS|VSCODE_.*)$/.test(name));
  return spawn(build.node, [join(__dirname, 'serverGuard.cjs'), temporaryFolder, build.serverMain, ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function folderSwitches(folders: ServerFolders): string[] {
  return ['--user-data-dir', folders.userData, '--server-data-dir', folders.serverData, '--extensions-dir', folders.extensions];
}

/** The older build does not create missing parents. */
function prepare(folders: ServerFolders, options: Partial<ServerOptions> = {}): void {
  for (const folder of [folders.userData, folders.serverData, folders.extensions]) mkdirSync(folder, { recursive: true });
  if (options.userSettings) writeSettings(userSettingsFile(folders), options.userSettings);
  if (options.machineSettings) writeSettings(join(folders.userData, 'Machine', 'settings.json'), options.machineSettings);
  if (options.locale !== undefined) writeLanguagePack(folders, options.locale);
}

function userSettingsFile(folders: ServerFolders): string {
  return join(folders.userData, 'User', 'settings.json');
}

/**
 * Whole at once, as VS Code writes them itself, and not when they are there already: an open window that read half a file
 * would fall back to settings that need a reload, and ask for one.
 */
function writeSettings(file: string, settings: Settings): void {
  const text = `${JSON.stringify(settings, undefined, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.vsctmp`, text);
  renameSync(`${file}.vsctmp`, file);
}

/** A file, and not an argument: every user of a machine may read the arguments of its processes. */
function writeConnectionToken({ serverData }: ServerFolders, token: string): string {
  const file = join(serverData, 'connection-token');
  rmSync(file, { force: true });
  writeFileSync(file, token, { mode: 0o600 });
  return file;
}

/** Without a language pack for it, VS Code falls back to English everywhere: so one that translates nothing. */
function writeLanguagePack(folders: ServerFolders, locale: string): void {
  const translations = join(folders.userData, `language-pack-${locale}.json`);
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  // Without an extension that it comes from, the window's list of extensions fails and stays empty.
  const extensions = [{ extensionIdentifier: { id: `tests.language-pack-${locale}` }, version: '1.0.0' }];
  const pack = { hash: `tests-${locale}`, extensions, translations: { vscode: translations }, label: locale };
  writeFileSync(join(folders.userData, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, failed) => {
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', done);
  });
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
}

async function listening(child: ChildProcess, log?: (line: string) => void): Promise<void> {
  const output = collect(child, log);
  await new Promise<void>((done, failed) => {
    const fail = (what: string): void => {
      clearTimeout(timer);
      failed(new Error(`VS Code's server ${what}. It printed:\n${output.text.trim().split('\n').slice(-30).join('\n')}`));
    };
    const timer = setTimeout(() => {
      fail('does not listen after 60 s');
    }, 60_000);
    child.once('error', (error) => {
      fail(`could not be started (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      fail(`ended (${String(signal ?? code)}) before it listened`);
    });
    child.stdout?.on('data', () => {
      if (!/listening on \d+/i.test(output.text)) return;
      clearTimeout(timer);
      done();
    });
  });
}

/** The last part of what a process prints, and each line as it comes. */
function collect(child: ChildProcess, log?: (line: string) => void): { text: string } {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (data: string) => {
      output.text = (output.text + data).slice(-100_000);
      const lines = (rest + data).split('\n');
      rest = lines.pop() ?? '';
      if (log) lines.forEach(log);
    });
  }
  return output;
}
